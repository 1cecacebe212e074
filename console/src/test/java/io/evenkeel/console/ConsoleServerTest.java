package io.evenkeel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsoleServerTest {
  private static final ConsoleSettings FREE = ConsoleSettings.defaults().withPort(0);
  private static final String SIGNED = "{\"who\":\"asha\",\"why\":\"looking into it\"}";

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private ConsoleHome home;
  private ConsoleServer console;

  @BeforeEach
  void open() {
    home = new ConsoleHome(directory);
    console = ConsoleServer.start(FREE, Optional.empty(), home.parts());
  }

  @AfterEach
  void close() {
    client.close();
    console.close();
    home.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port()).resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
    assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'none'; frame-ancestors 'none'");
    return answer;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(posting(path, body));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private String ask(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void anAgentOnTrialIsSaidToBeOne() throws IOException, InterruptedException {
    assertThat(get("/api/status").body()).contains("\"autonomy\":\"full\"");
    console.close();
    home.autonomy = Autonomy.OBSERVE;
    console = ConsoleServer.start(FREE, Optional.empty(), home.parts());
    assertThat(get("/").body()).contains("on trial (observe)").doesNotContain("may act");
    assertThat(get("/api/status").body()).contains("\"autonomy\":\"observe\"");
  }

  @Test
  void theFirstPageTellsHowThingsStand() throws IOException, InterruptedException {
    assertThat(get("/").body())
        .contains("v1 serves", "The agent may act.", "None. <a href=\"/incidents\">");
    Incident told = home.alerted();
    home.people.pause(Optional.empty(), "ben", "audit");

    assertThat(get("/").body())
        .contains("v1 serves, 1 incident", "/incidents/" + told.id(), "The agent is stopped")
        .contains("by ben: audit.", "<b>alert</b>", "/reports/report-0001");
    assertThat(get("/incidents").body()).contains(told.id(), "tag open");
    assertThat(get("/console.css").headers().firstValue("content-type"))
        .contains("text/css; charset=utf-8");
    assertThat(get("/console.js").statusCode()).isEqualTo(200);
  }

  @Test
  void anIncidentAndItsPostMortemCanBeRead() throws IOException, InterruptedException {
    Incident over = home.recovered();
    String path = "/incidents/" + over.id();

    assertThat(get(path).body()).contains("recovered in 26.5 s", "promoted | roc_auc=0.9500");
    assertThat(get(path + "/postmortem").body()).contains("Recovered in 26.5 s, by measurement");
    assertThat(get(path + "/postmortem.md").headers().firstValue("content-type"))
        .contains("text/markdown; charset=utf-8");
    assertThat(get("/report").body()).contains("Drift: 3 of 4 features");
    assertThat(get("/reports/report-0001").statusCode()).isEqualTo(200);
    JsonNode read = json(get("/api" + path));
    assertThat(read.get("state").stringValue()).isEqualTo("resolved");
    assertThat(read.get("facts").size()).isGreaterThan(6);
    assertThat(json(get("/api/incidents")).size()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException, InterruptedException {
    for (String path :
        new String[] {
          "/nothing",
          "/report",
          "/incidents/inc-none",
          "/incidents/inc-none/postmortem",
          "/incidents/..%2f..%2fledger.db",
          "/reports/..%2fsecret",
          "/reports/none",
          "/api/incidents/inc-none"
        }) {
      assertThat(get(path).statusCode()).as(path).isIn(400, 404);
    }
    assertThat(post("/api/incidents/inc-none/acknowledge", SIGNED).statusCode()).isEqualTo(404);
    assertThat(post("/api/incidents/inc-none/destroy", SIGNED).statusCode()).isEqualTo(404);
    assertThat(post("/api/nothing", SIGNED).statusCode()).isEqualTo(404);
  }

  @Test
  void aPersonTakesOnOverrulesAndClosesAnIncident() throws IOException, InterruptedException {
    String path = "/api/incidents/" + home.alerted().id();

    assertThat(json(post(path + "/acknowledge", SIGNED)).at("/incident/state").stringValue())
        .isEqualTo("acknowledged");
    assertThat(
            post(path + "/override", "{\"who\":\"asha\",\"why\":\"wait\",\"next\":\"none\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(home.incident().marks().overruled().orElseThrow().next()).isEqualTo(Decision.OK);
    assertThat(
            post(path + "/override", "{\"who\":\"asha\",\"why\":\"go\",\"next\":\"policy\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(home.incident().marks().overruled()).isEmpty();
    assertThat(
            post(path + "/suppress", "{\"who\":\"asha\",\"why\":\"noise\",\"minutes\":30}")
                .statusCode())
        .isEqualTo(200);
    assertThat(json(get("/api/status")).get("asking_incidents").intValue()).isZero();
    assertThat(json(get("/api/status")).get("open_incidents").intValue()).isEqualTo(1);
    assertThat(post(path + "/resolve", SIGNED).statusCode()).isEqualTo(200);

    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
    HttpResponse<String> again = post(path + "/resolve", SIGNED);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).get("message").stringValue()).isEqualTo("it is over already");
  }

  @Test
  void theAgentIsStoppedAndReleased() throws IOException, InterruptedException {
    JsonNode stopped =
        json(post("/api/pause", "{\"who\":\"asha\",\"why\":\"audit\",\"minutes\":120}"));

    assertThat(stopped.at("/kill_switch/until").stringValue()).isEqualTo("2026-11-01T14:00:00Z");
    assertThat(home.killSwitch.on()).isTrue();
    assertThat(post("/api/resume", SIGNED).statusCode()).isEqualTo(200);
    assertThat(home.killSwitch.on()).isFalse();
    assertThat(post("/api/resume", SIGNED).body()).contains("\"was_stopped\":false");
  }

  @Test
  void whatIsNotUnderstoodIsRefusedWithAReason() throws IOException, InterruptedException {
    String path = "/api/incidents/" + home.alerted().id() + "/acknowledge";

    for (String body :
        new String[] {
          "",
          "[]",
          "{\"who\":\"asha\"}",
          "{\"who\":\"asha\",\"why\":7}",
          "{\"who\":\"asha\",\"why\":\"\"}",
          "{\"who\":\"asha\",\"who\":\"ben\",\"why\":\"x\"}",
          "{\"who\":\"asha\",\"why\":\"x\",\"until\":\"noon\"}",
          "{\"who\":\"asha\",\"why\":\"" + "x".repeat(20_000) + "\"}"
        }) {
      HttpResponse<String> answer = post(path, body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(json(answer).get("message").stringValue()).isNotBlank();
    }
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);
  }

  @Test
  void aForeignPageCannotDriveIt() throws IOException, InterruptedException {
    String path = "/api/incidents/" + home.alerted().id() + "/resolve";

    // What a page may send without asking: a form, or text.
    for (String type :
        new String[] {
          "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
        }) {
      assertThat(
              send(request(path)
                      .header("Content-Type", type)
                      .POST(HttpRequest.BodyPublishers.ofString(SIGNED)))
                  .statusCode())
          .isEqualTo(415);
    }
    // What it may send after asking: nobody gives it leave, and the question is refused.
    assertThat(
            send(request(path)
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(405);
    assertThat(send(posting(path, SIGNED).header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(send(posting(path, SIGNED).header("Origin", "null")).statusCode()).isEqualTo(403);
    assertThat(send(posting(path, SIGNED).header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    assertThat(home.incident().state()).isEqualTo(IncidentState.OPEN);

    assertThat(
            send(posting(path, SIGNED)
                    .header("Origin", "http://127.0.0.1:" + console.port())
                    .header("Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aNameThatPointsHereIsNotAnswered() throws IOException {
    for (String host : new String[] {"evil.example", "evil.example:8010", "0.0.0.0", "", "a b"}) {
      assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
          .as(host)
          .doesNotContain("v1 serves")
          .containsPattern("HTTP/1.1 4(21|00) ");
    }
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: [::1]:8010\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whereOthersCanReachItEverythingNeedsTheToken() throws IOException, InterruptedException {
    ConsoleSettings everywhere = new ConsoleSettings(true, "0.0.0.0", 0);
    assertThatThrownBy(() -> ConsoleServer.start(everywhere, Optional.empty(), home.parts()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EVENKEEL_TOKEN");

    console.close();
    console = ConsoleServer.start(everywhere, Optional.of("s3cret"), home.parts());
    assertThat(get("/").statusCode()).isEqualTo(401);
    assertThat(post("/api/pause", SIGNED).statusCode()).isEqualTo(401);
    assertThat(send(request("/").header("Authorization", "Bearer wrong")).statusCode())
        .isEqualTo(401);
    assertThat(send(request("/").header("Authorization", "Basic !!")).statusCode()).isEqualTo(401);
    assertThat(send(request("/").header("Authorization", "Bearer s3cret")).statusCode())
        .isEqualTo(200);
    String login =
        Base64.getEncoder().encodeToString("asha:s3cret".getBytes(StandardCharsets.UTF_8));
    assertThat(send(request("/").header("Authorization", "Basic " + login)).statusCode())
        .isEqualTo(200);
    assertThat(home.killSwitch.on()).isFalse();
  }

  @Test
  void nothingThatPeopleSayBecomesMarkup() throws IOException, InterruptedException {
    Incident told = home.alerted();
    post(
        "/api/incidents/" + told.id() + "/acknowledge",
        "{\"who\":\"<b>asha</b>\",\"why\":\"<script>alert(1)</script>\"}");
    post("/api/pause", "{\"who\":\"<b>asha</b>\",\"why\":\"<script>alert(1)</script>\"}");

    for (String path : new String[] {"/", "/incidents/" + told.id()}) {
      assertThat(get(path).body())
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script>alert", "<b>asha");
    }
  }
}
