import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends one signed message and fetches the inbox: JDK 17 or later, no libraries.
 *
 * <pre>java Exchange.java GATEWAY ROOT.pem OWN.pem OWN.key.pem MESSAGE.json</pre>
 *
 * OWN.pem: the party's certificate first, then its issuers. The key is RSA, PKCS#8 in PEM. Guide: docs/getting-started.md.
 */
public class Exchange {
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  /** Ids of deliveries; a real system reads the answer with its JSON library. */
  private static final Pattern DELIVERY = Pattern.compile("\\{\"id\":\"([0-9a-f-]{36})\",\"place\":");

  private final HttpClient http;
  private final String gateway;

  public static void main(String[] args) throws Exception {
    if (args.length != 5) throw new IllegalArgumentException("GATEWAY ROOT.pem OWN.pem OWN.key.pem MESSAGE.json");
    List<Certificate> chain = certificates(args[2]);
    PrivateKey key = privateKey(args[3]);
    byte[] message = Files.readAllBytes(Path.of(args[4]));
    Exchange exchange = new Exchange(args[0], tls(certificates(args[1]), chain, key));
    System.out.println("accepted " + exchange.send(message, sign(message, chain, key)));
    String inbox = exchange.ask("GET", "/v1/inbox?wait=5", null, null);
    for (Matcher found = DELIVERY.matcher(inbox); found.find(); ) {
      // a real system stores the delivery under its id first, and acknowledges then
      exchange.ask("POST", "/v1/inbox/" + found.group(1) + "/ack", null, null);
      System.out.println("received " + found.group(1));
    }
  }

  Exchange(String gateway, SSLContext tls) {
    this.gateway = gateway;
    this.http = HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(10)).build();
  }

  String send(byte[] message, String signature) throws Exception {
    return ask("POST", "/v1/messages", message, signature);
  }

  /** The same question until it is answered: every one of them may be asked twice. */
  String ask(String method, String path, byte[] body, String signature) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path)).timeout(Duration.ofSeconds(60));
    if (signature != null) request.header("Content-Type", "application/cloudevents+json").header("JWS-Signature", signature);
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int tries = 0; tries < 8; tries++) {
      long pause = Math.min(30_000, 250L << tries);
      try {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2) return answer.body();
        if (!PASSING.contains(answer.statusCode())) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        pause += 1_000L * answer.headers().firstValueAsLong("Retry-After").orElse(0);
      } catch (SSLHandshakeException untrusted) {
        throw untrusted;
      } catch (IOException lost) {
        System.err.println("again after " + lost);
      }
      Thread.sleep(pause);
    }
    throw new IllegalStateException("no answer to " + method + " " + path);
  }

  /** Detached JWS with unencoded payload (RFC 7797): what is signed are the bytes that are sent. */
  static String sign(byte[] body, List<Certificate> chain, PrivateKey key) throws Exception {
    List<String> x5c = new ArrayList<>();
    for (Certificate one : chain) x5c.add('"' + Base64.getEncoder().encodeToString(one.getEncoded()) + '"');
    String json = "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"],\"x5c\":[" + x5c.stream().collect(Collectors.joining(",")) + "]}";
    String header = base64url(json.getBytes("US-ASCII"));
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write((header + ".").getBytes("US-ASCII"));
    input.write(body);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(input.toByteArray());
    return header + ".." + base64url(signature.sign());
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static SSLContext tls(List<Certificate> roots, List<Certificate> chain, PrivateKey key) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (Certificate root : roots) trusted.setCertificateEntry("root" + trusted.size(), root);
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("own", key, new char[0], chain.toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  static List<Certificate> certificates(String file) throws Exception {
    try (var in = Files.newInputStream(Path.of(file))) {
      return new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
  }

  static PrivateKey privateKey(String file) throws Exception {
    String base64 = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
