import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks the dialect of the document axis with the JDK's own clients: java.net.HttpURLConnection for sendEdoc, java.net.http with
 * Expect: 100-continue for the rest. Arguments: endpoint, systemid, secret file, method, body file or -, name=value ...; prints the answer.
 */
class Client {
  public static void main(String[] args) throws Exception {
    Map<String, String> headers = new HashMap<>();
    for (int i = 5; i < args.length; i++) headers.put(args[i].split("=", 2)[0], args[i].split("=", 2)[1]);
    boolean sends = args[3].equals("sendEdoc");
    byte[] body = args[4].equals("-") ? new byte[0] : Files.readAllBytes(Path.of(args[4]));
    headers.put("serviceType", "eDoc");
    headers.put("systemid", args[1]);
    headers.put("timestamp", new SimpleDateFormat("ddMMyyyy'T'HHmmss+SSSS").format(new Date()));
    headers.put("Content-Type", sends ? "application/octet-stream" : "application/json");
    if (sends) headers.put("hash-file", hashOf(body));
    Map<String, String> signed = sign(headers, Files.readString(Path.of(args[2])).trim());
    System.out.println(sends ? send(args[0] + "/sendEdoc", signed, body) : call(args[0] + "/" + args[3], signed, body));
  }

  static Map<String, String> sign(Map<String, String> headers, String secret) throws Exception {
    StringBuilder json = new StringBuilder();
    Map<String, String> signed = new HashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String value = header.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
      json.append(json.length() == 0 ? "{" : ",").append("\"XroadVnpt-" + header.getKey() + "\":\"" + value + "\"");
      signed.put("XroadVnpt-" + header.getKey(), header.getValue());
    }
    json.append("}");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    StringBuilder hash = new StringBuilder();
    for (byte b : mac.doFinal(json.toString().getBytes(StandardCharsets.UTF_8))) hash.append(String.format("%02x", b));
    signed.put("Content-Type", headers.get("Content-Type"));
    signed.put("XroadVnpt-sign-header-key", String.join(";", headers.keySet()));
    signed.put("XroadVnpt-sign-header", json.toString());
    signed.put("XroadVnpt-hash-header", hash.toString());
    signed.put("XroadVnpt-version", "3.0.201608");
    signed.put("User-Agent", "JAVASDKAgent/1.0.0 XRoad/VPCP");
    return signed;
  }

  static String hashOf(byte[] file) throws Exception {
    StringBuilder text = new StringBuilder();
    for (byte b : MessageDigest.getInstance("SHA-256").digest(file)) text.append(Integer.toHexString(b & 0xff));
    return text.toString();
  }

  static String send(String url, Map<String, String> headers, byte[] file) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setUseCaches(false);
    connection.setRequestMethod("POST");
    headers.forEach(connection::setRequestProperty);
    connection.getOutputStream().write(file);
    connection.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
    try (InputStream answer = connection.getResponseCode() >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String call(String url, Map<String, String> headers, byte[] body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).expectContinue(body.length > 0);
    headers.forEach(request::header);
    HttpRequest post = request.header("Accept-Encoding", "gzip,deflate").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return client.send(post, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
  }
}
