import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One order a line, its words apart by tabs; one answer a line. Secure validation off: what is compared is canonical form and mathematics. */
const source = String.raw`
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.*;
import java.util.*;
import javax.xml.crypto.*;
import javax.xml.crypto.dom.*;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.*;
import javax.xml.crypto.dsig.keyinfo.*;
import javax.xml.crypto.dsig.spec.*;
import javax.xml.parsers.*;
import javax.xml.transform.dom.*;
import com.sun.org.apache.xml.internal.security.c14n.Canonicalizer;
import org.w3c.dom.*;

class Jdk {
  static final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");

  public static void main(String[] args) throws Exception {
    com.sun.org.apache.xml.internal.security.Init.init();
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] words = line.split("\t", -1);
      String answer;
      try {
        answer = switch (words[0]) {
          case "c14n" -> c14n(words);
          case "sign" -> sign(words);
          case "verify" -> verify(words);
          case "time" -> time(words);
          default -> { parse(words[1]); yield "well-formed"; }
        };
      } catch (Exception error) {
        answer = "refused " + error.getClass().getSimpleName() + " " + String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
      }
      System.out.println(answer);
    }
  }

  static Document parse(String file) throws Exception {
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    DocumentBuilder builder = builders.newDocumentBuilder();
    builder.setErrorHandler(null);
    Document document;
    try (InputStream in = new BufferedInputStream(new FileInputStream(file))) { document = builder.parse(in); }
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) for (String name : new String[] { "Id", "ID", "id" })
      if (((Element) all.item(i)).hasAttributeNS(null, name)) ((Element) all.item(i)).setIdAttributeNS(null, name, true);
    return document;
  }

  // c14n algorithm file out id prefixes
  static String c14n(String[] words) throws Exception {
    Document document = parse(words[2]);
    Node apex = words[4].isEmpty() ? document : document.getElementById(words[4]);
    Canonicalizer canonicalizer = Canonicalizer.getInstance(words[1]);
    try (OutputStream out = new FileOutputStream(words[3])) {
      if (words[5].isEmpty()) canonicalizer.canonicalizeSubtree(apex, out);
      else canonicalizer.canonicalizeSubtree(apex, words[5], out);
    }
    return "done";
  }

  // sign in out key.der cert.der signatureMethod c14n digest kind(id or "" or "object") keyInfo
  static String sign(String[] words) throws Exception {
    Document document = parse(words[1]);
    String keyKind = words[5].contains("ecdsa") ? "EC" : "RSA";
    PrivateKey key = KeyFactory.getInstance(keyKind).generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(words[3]))));
    X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(words[4]));
    List<Transform> transforms = new ArrayList<>();
    if (words[8].isEmpty()) transforms.add(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null));
    transforms.add(factory.newTransform(words[6], (TransformParameterSpec) null));
    DigestMethod digest = factory.newDigestMethod(words[7], null);
    List<XMLObject> objects = new ArrayList<>();
    String uri = words[8].isEmpty() ? "" : "#" + words[8];
    if (words[8].equals("object")) {
      Node content = document.getDocumentElement().cloneNode(true);
      objects.add(factory.newXMLObject(List.of(new DOMStructure(content)), "object", null, null));
    }
    Reference reference = factory.newReference(uri, digest, transforms, null, null);
    SignedInfo info = factory.newSignedInfo(
      factory.newCanonicalizationMethod(words[6], (C14NMethodParameterSpec) null),
      factory.newSignatureMethod(words[5], null), List.of(reference));
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    KeyInfo keyInfo = switch (words[9]) {
      case "key" -> keys.newKeyInfo(List.of(keys.newKeyValue(certificate.getPublicKey())));
      case "serial" -> keys.newKeyInfo(List.of(keys.newX509Data(List.of(keys.newX509IssuerSerial(certificate.getIssuerX500Principal().getName(), certificate.getSerialNumber())))));
      default -> keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate.getSubjectX500Principal().getName(), certificate))));
    };
    Document target = document;
    if (words[8].equals("object")) {
      target = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    }
    DOMSignContext context = new DOMSignContext(key, words[8].equals("object") ? target : document.getDocumentElement());
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
    factory.newXMLSignature(info, keyInfo, objects, "jdk", null).sign(context);
    try (OutputStream out = new FileOutputStream(words[2])) {
      Canonicalizer.getInstance("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments").canonicalizeSubtree(target, out);
    }
    return "done";
  }

  // verify file cert.der
  static String verify(String[] words) throws Exception {
    Document document = parse(words[1]);
    PublicKey key = CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(words[2])).getPublicKey();
    NodeList signatures = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    StringBuilder answer = new StringBuilder();
    for (int i = 0; i < signatures.getLength(); i++) answer.append(i == 0 ? "" : " ").append(isValid(signatures.item(i), key) ? "valid" : "invalid");
    return answer.toString();
  }

  /** False for a key of another kind too. */
  static boolean isValid(Node signature, PublicKey key) throws Exception {
    DOMValidateContext context = new DOMValidateContext(key, signature);
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
    context.setURIDereferencer((reference, c) -> {
      if (reference.getURI() != null && reference.getURI().startsWith("cid:"))
        return new OctetStreamData(new ByteArrayInputStream(reference.getURI().substring(4).getBytes()));
      return factory.getURIDereferencer().dereference(reference, c);
    });
    try {
      return factory.unmarshalXMLSignature(context).validate(context);
    } catch (XMLSignatureException error) {
      if (error.getCause() instanceof InvalidKeyException) return false;
      throw error;
    }
  }

  // time file cert.der rounds: microseconds of CPU for parsing and verifying
  static String time(String[] words) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(words[1]));
    PublicKey key = CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(words[2])).getPublicKey();
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    DocumentBuilder builder = builders.newDocumentBuilder();
    int rounds = Integer.parseInt(words[3]);
    com.sun.management.OperatingSystemMXBean system = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    double best = Double.MAX_VALUE;
    for (int pass = 0; pass < 6; pass++) {
      long before = system.getProcessCpuTime();
      for (int i = 0; i < rounds; i++) {
        Document document = builder.parse(new ByteArrayInputStream(bytes));
        if (!isValidEnveloped(document, key)) return "invalid";
      }
      best = Math.min(best, (system.getProcessCpuTime() - before) / 1000.0 / rounds);
    }
    return String.valueOf(Math.round(best));
  }

  static boolean isValidEnveloped(Document document, PublicKey key) throws Exception {
    NodeList all = document.getElementsByTagNameNS("http://uri.etsi.org/01903/v1.3.2#", "SignedProperties");
    for (int i = 0; i < all.getLength(); i++) ((Element) all.item(i)).setIdAttributeNS(null, "Id", true);
    DOMValidateContext context = new DOMValidateContext(key, document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0));
    return factory.unmarshalXMLSignature(context).validate(context);
  }
}
`;

const access = ['--add-exports', 'java.xml.crypto/com.sun.org.apache.xml.internal.security=ALL-UNNAMED'];
const moreAccess = ['--add-exports', 'java.xml.crypto/com.sun.org.apache.xml.internal.security.c14n=ALL-UNNAMED'];

/** The JDK's own XML signatures (javax.xml.crypto.dsig over Apache Santuario): an order is a list of words, its answer a line. */
export class Jdk {
  constructor(private readonly folder: string) {
    writeFileSync(join(folder, 'Jdk.java'), source);
    execFileSync('javac', [...access, ...moreAccess, 'Jdk.java'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** One run of the virtual machine for all orders. */
  run(orders: readonly (readonly string[])[]): string[] {
    writeFileSync(join(this.folder, 'orders'), orders.map((words) => words.join('\t')).join('\n'));
    const options = { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 };
    const said = execFileSync('java', [...access, ...moreAccess, 'Jdk', 'orders'], options).toString();
    return said.trimEnd().split('\n');
  }
}
