package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir private Path directory;

  @Test
  void httpsIsSpokenToWhoIsTrustedOnly() throws Exception {
    SSLContext context = selfSigned();
    ConcurrentLinkedQueue<String> logins = new ConcurrentLinkedQueue<>();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            logins.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            FakeStore.Answer answer =
                FakeStore.error(404, "RESOURCE_DOES_NOT_EXIST", "Registered Model not found");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
          }
        });
    server.start();
    try {
      MlflowSettings settings = settings(server.getAddress().getPort());
      try (Mlflow trusting =
          new Mlflow(settings, directory::resolve, HttpClient.newBuilder().sslContext(context))) {
        assertThat(trusting.champion()).isEqualTo(new Mlflow.Standing.Unset());
        assertThat(logins).containsExactly("Bearer hush");
      }
      logins.clear();
      try (Mlflow wary = new Mlflow(settings, directory::resolve)) {
        assertThat(wary.champion())
            .isInstanceOfSatisfying(
                Mlflow.Standing.Away.class,
                away -> assertThat(away.reason()).contains("SSL").doesNotContain("hush"));
        assertThat(logins).isEmpty();
      }
    } finally {
      server.stop(0);
    }
  }

  private static MlflowSettings settings(int port) {
    MlflowSettings names = MlflowSettings.defaults();
    return new MlflowSettings(
        Optional.of(URI.create("https://127.0.0.1:" + port)),
        Optional.empty(),
        Optional.empty(),
        Optional.of("hush"),
        names.model(),
        names.retrainExperiment(),
        names.actionsExperiment(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  private SSLContext selfSigned()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(directory.resolve("keytool.log"))).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
