import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Materials } from './materials';

const source = String.raw`
import java.io.*;
import java.lang.management.ManagementFactory;
import java.nio.file.*;
import java.security.PublicKey;
import java.security.cert.*;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.*;
import javax.xml.parsers.*;
import org.w3c.dom.*;

class Verify {
  public static void main(String[] args) throws Exception {
    byte[] file = Files.readAllBytes(Path.of(args[0]));
    PublicKey key = CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(args[1])).getPublicKey();
    int rounds = Integer.parseInt(args[2]);
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double best = Double.MAX_VALUE;
    for (int pass = 0; pass < 8; pass++) {
      long before = system.getProcessCpuTime();
      for (int i = 0; i < rounds; i++) if (!isValid(builders, signatures, file, key)) throw new IllegalStateException("not valid");
      best = Math.min(best, (system.getProcessCpuTime() - before) / 1000.0 / rounds);
    }
    System.out.println(best);
  }

  static boolean isValid(DocumentBuilderFactory builders, XMLSignatureFactory signatures, byte[] file, PublicKey key) throws Exception {
    Document document = builders.newDocumentBuilder().parse(new ByteArrayInputStream(file));
    NodeList properties = document.getElementsByTagNameNS("http://uri.etsi.org/01903/v1.3.2#", "SignedProperties");
    for (int i = 0; i < properties.getLength(); i++) ((Element) properties.item(i)).setIdAttributeNS(null, "Id", true);
    DOMValidateContext context = new DOMValidateContext(key, document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0));
    return signatures.unmarshalXMLSignature(context).validate(context);
  }
}
`;

/** Microseconds of processor time in which the JDK's XMLDSig parses and verifies the same file: its mathematics, no certificates. */
export function jdkVerdict({ xml, signer }: Materials, dir: string): number {
  const [leaf] = signer.certificateChain;
  if (!leaf) throw new Error('the signer has no certificate');
  writeFileSync(join(dir, 'Verify.java'), source);
  writeFileSync(join(dir, 'signed.xml'), xml);
  writeFileSync(join(dir, 'leaf.der'), leaf.der);
  execFileSync('javac', ['Verify.java'], { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] });
  const said = execFileSync('java', ['Verify', 'signed.xml', 'leaf.der', '400'], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
  return Number(said);
}
