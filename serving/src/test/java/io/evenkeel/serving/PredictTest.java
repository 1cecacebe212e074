package io.evenkeel.serving;

import static io.evenkeel.serving.RunningServer.GOOD;
import static io.evenkeel.serving.RunningServer.error;
import static io.evenkeel.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.events.Event;
import io.evenkeel.events.LabelRule;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PredictTest {
  @TempDir Path directory;

  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAnswerSaysWhatWasScoredByWhichVersionAndIsLogged() {
    HttpResponse<String> response =
        server.post(
            "/predict",
            "{\"transaction_id\":\"upi-1\",\"amount\":100000,\"hour\":3,"
                + "\"receiver_age_days\":null,\"device_type\":2}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Server")).isEmpty();
    assertThat(response.body())
        .isEqualTo(
            "{\"transaction_id\":\"upi-1\",\"fraud_probability\":0.5,\"is_fraud\":true,"
                + "\"decision_threshold\":0.4,\"model_version\":\"v1\"}");
    Event.Prediction logged = server.events.newest("v1", 10).getFirst();
    assertThat(logged.transactionId()).isEqualTo("upi-1");
    assertThat(logged.features()).containsExactly(100_000, 3, Double.NaN, 2);
    assertThat(logged.probability()).isEqualTo(0.5);
    assertThat(logged.fraud()).isTrue();
  }

  @Test
  void aTransactionThatWasDrawnToPassIsLoggedSo() {
    for (String mark : List.of("true", "false", "null")) {
      HttpResponse<String> response =
          server.post(
              "/predict", GOOD.replaceFirst("\\{", "{\"pass_through\":%s,".formatted(mark)));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(server.events.newest("v1", 1).getFirst().passThrough())
          .as(mark)
          .isEqualTo(mark.equals("true"));
    }
    JsonNode error =
        error(server.post("/predict", GOOD.replaceFirst("\\{", "{\"pass_through\":1,")));
    assertThat(error.toString()).contains("pass_through must be true or false");
  }

  @Test
  void aTransactionWithoutIdGetsOne() {
    JsonNode answer = json(server.post("/predict", with("amount", "1")));

    assertThat(answer.required("transaction_id").asString()).isEqualTo("generated-1");
    assertThat(answer.required("is_fraud").asBoolean()).isFalse();
    assertThat(server.events.newest("v1", 1)).hasSize(1);
  }

  @Test
  void wrongInputIsRefusedWithFieldValueAndRule() {
    record Case(String body, int status, String field, String value, String rule) {}
    String longText = "x".repeat(500);
    List<Case> cases =
        List.of(
            new Case("{\"hour\":1,\"device_type\":0}", 422, "amount", "", "MISSING"),
            new Case(with("amount", "null"), 422, "amount", "", "MISSING"),
            new Case(
                "{\"amount\":1,\"hour\":23,\"device_type\":1}",
                422,
                "receiver_age_days",
                "",
                "MISSING"),
            new Case(with("colour", "7"), 422, "colour", "7", "UNKNOWN_FIELD"),
            new Case(with("is_fraud", "true"), 422, "is_fraud", "true", "UNKNOWN_FIELD"),
            new Case(with("amount", "0"), 422, "amount", "0", "OUT_OF_RANGE"),
            new Case(with("amount", "200000.01"), 422, "amount", "200000.01", "OUT_OF_RANGE"),
            new Case(with("hour", "24"), 422, "hour", "24", "OUT_OF_RANGE"),
            new Case(with("hour", "1.5"), 422, "hour", "1.5", "NOT_WHOLE"),
            new Case(with("device_type", "3"), 422, "device_type", "3", "UNKNOWN_CATEGORY"),
            new Case(with("amount", "\"12\""), 422, "amount", "12", "NOT_A_NUMBER"),
            new Case(with("amount", "true"), 422, "amount", "true", "NOT_A_NUMBER"),
            new Case(with("amount", "[1]"), 422, "amount", "", "NOT_A_NUMBER"),
            new Case(with("amount", "{\"a\":1}"), 422, "amount", "", "NOT_A_NUMBER"),
            new Case(with("amount", "1e999"), 422, "amount", "1e999", "NOT_A_NUMBER"),
            new Case(with("amount", "-1e999"), 422, "amount", "-1e999", "NOT_A_NUMBER"),
            new Case(
                with("amount", "\"" + longText + "\""),
                422,
                "amount",
                longText.substring(0, 100),
                "NOT_A_NUMBER"),
            new Case(with(longText, "1"), 422, longText.substring(0, 100), "1", "UNKNOWN_FIELD"),
            new Case(with("transaction_id", "17"), 422, "transaction_id", "17", "MALFORMED"),
            new Case(with("transaction_id", "\"a b\""), 422, "transaction_id", "a b", "MALFORMED"),
            new Case(with("transaction_id", "\"\""), 422, "transaction_id", "", "MALFORMED"),
            new Case(with("amount", "NaN"), 400, "", "", "MALFORMED"),
            new Case(with("amount", "Infinity"), 400, "", "", "MALFORMED"),
            new Case(GOOD.replace("}", ",\"amount\":1500.5}"), 400, "amount", "", "MALFORMED"),
            new Case("{\"amount\":1500.5,\"hour\":14", 400, "", "", "MALFORMED"),
            new Case("{\"colour\":1,\"amount\":", 400, "", "", "MALFORMED"),
            new Case("", 400, "", "", "MALFORMED"),
            new Case("[" + GOOD + "]", 400, "", "", "MALFORMED"),
            new Case(GOOD + GOOD, 400, "", "", "MALFORMED"),
            new Case("[".repeat(5_000), 400, "", "", "MALFORMED"),
            new Case("{\"amount\":" + "9".repeat(5_000) + "}", 400, "", "", "MALFORMED"),
            new Case(" ".repeat(10_001), 413, "", "", "TOO_LARGE"));

    for (Case wrong : cases) {
      HttpResponse<String> response = server.post("/predict", wrong.body());
      assertThat(response.statusCode()).as(wrong.body()).isEqualTo(wrong.status());
      assertThat(response.body().length()).as(wrong.body()).isLessThan(600);
      JsonNode error = error(response);
      assertThat(error.required("field").asString()).as(wrong.body()).isEqualTo(wrong.field());
      assertThat(error.required("value").asString()).as(wrong.body()).isEqualTo(wrong.value());
      assertThat(error.required("rule").asString()).as(wrong.body()).isEqualTo(wrong.rule());
      assertThat(error.required("message").asString()).as(wrong.body()).isNotBlank();
      assertThat(error.required("code").asString()).as(wrong.body()).isNotBlank();
    }
    assertThat(server.events.newest("v1", 10)).isEmpty();
    assertThat(server.events.rejections(Instant.MIN, Instant.MAX)).isEqualTo(cases.size());
    assertThat(server.get("/metrics").body())
        .contains("prediction_rejections_total{rule=\"UNKNOWN_FIELD\"} 3.0")
        .contains("prediction_rejections_total{rule=\"TOO_LARGE\"} 1.0");
  }

  @Test
  void rejectionsAreLoggedByRuleAndKnownFeatureWithoutThePayload() throws IOException {
    server.post("/predict", with("amount", "\"secret\""));
    server.post("/predict", with("secret", "1"));

    try (Stream<Path> files = Files.list(directory)) {
      Path file =
          files
              .filter(f -> f.getFileName().toString().startsWith("rejections"))
              .findFirst()
              .orElseThrow();
      assertThat(Files.readAllLines(file))
          .hasSize(2)
          .noneMatch(line -> line.contains("secret"))
          .satisfiesExactly(
              first -> assertThat(first).contains("\"NOT_A_NUMBER\",\"feature\":\"amount\""),
              second -> assertThat(second).contains("\"UNKNOWN_FIELD\",\"feature\":\"\""));
    }
  }

  @Test
  void wrongRequestsAreAnsweredByWhatIsWrongWithThem() {
    assertThat(error(server.get("/nowhere")).required("code").asString()).isEqualTo("not_found");
    assertThat(server.get("/").statusCode()).isEqualTo(404);
    assertThat(server.post("/predict/", GOOD).statusCode()).isEqualTo(404);

    HttpResponse<String> wrongMethod = server.get("/predict");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
    assertThat(server.post("/health", "").headers().firstValue("Allow")).contains("GET, HEAD");

    assertThat(
            server
                .send(
                    server
                        .request("/predict")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(GOOD)))
                .statusCode())
        .isEqualTo(415);
    assertThat(
            server
                .send(
                    server
                        .request("/predict")
                        .header("Content-Type", "Application/JSON; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(GOOD)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBatchIsScoredInOrderWrappedOrBare() {
    String two = "[" + with("transaction_id", "\"b-1\"") + "," + GOOD + "]";

    for (String body : List.of(two, "{\"transactions\":" + two + "}")) {
      JsonNode predictions = json(server.post("/predict/batch", body)).required("predictions");
      assertThat(predictions).hasSize(2);
      assertThat(predictions.get(0).required("transaction_id").asString()).isEqualTo("b-1");
    }
    assertThat(json(server.post("/predict/batch", "[]")).required("predictions")).isEmpty();
    assertThat(server.get("/metrics").body()).contains("predictions_total{outcome=\"legit\"} 4.0");
    // The repeated id counts once.
    assertThat(server.events.newest("v1", 10)).hasSize(3);
  }

  @Test
  void oneBadRowRefusesTheWholeBatchNamesItsPlaceAndCountsEveryRow() {
    HttpResponse<String> response =
        server.post("/predict/batch", "[" + GOOD + "," + with("hour", "99") + "," + GOOD + "]");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(error(response).required("index").asInt()).isEqualTo(1);
    assertThat(error(response).required("field").asString()).isEqualTo("hour");
    assertThat(server.events.newest("v1", 10)).isEmpty();
    assertThat(server.events.rejections(Instant.MIN, Instant.MAX)).isEqualTo(3);
    assertThat(server.get("/metrics").body())
        .contains("prediction_rejections_total{rule=\"OUT_OF_RANGE\"} 3.0");
  }

  @Test
  void aRefusedBatchCountsTheRowsThatWereReadAndOneWhereNoneCouldBe() {
    String rows = String.join(",", Collections.nCopies(4, GOOD));
    record Case(String body, int counted) {}
    int before = 0;
    for (Case wrong :
        List.of(
            new Case("[" + GOOD + "," + GOOD + ",7]", 3),
            new Case("{\"transactions\":[" + rows + "],\"more\":1}", 4),
            new Case("{\"transactions\":[],\"more\":1}", 1),
            new Case("[" + rows + "," + rows + "]", 6),
            new Case("[" + rows, 1),
            new Case("7", 1))) {
      server.post("/predict/batch", wrong.body());
      int now = Math.toIntExact(server.events.rejections(Instant.MIN, Instant.MAX));
      assertThat(now - before).as(wrong.body()).isEqualTo(wrong.counted());
      before = now;
    }
  }

  @Test
  void batchesOfTheWrongShapeOrSizeAreRefused() {
    String six = "[" + String.join(",", Collections.nCopies(6, GOOD)) + "]";
    assertThat(error(server.post("/predict/batch", six)).required("code").asString())
        .isEqualTo("too_many");
    for (String body :
        List.of(
            "7",
            "null",
            "{}",
            "{\"rows\":[]}",
            "{\"transactions\":{}}",
            "{\"transactions\":[],\"more\":1}",
            "[1]",
            "[[]]",
            "[null]",
            "[" + GOOD,
            "[" + GOOD + ",]",
            "{\"transactions\":[]")) {
      assertThat(server.post("/predict/batch", body).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void labelsAreTakenOneOrManyAndJoined() {
    server.post("/predict", with("transaction_id", "\"a\""));
    server.post("/predict", with("transaction_id", "\"b\""));
    assertThat(server.post("/labels", label("a", "true")).body()).isEqualTo("{\"accepted\":1}");
    assertThat(
            server
                .post("/labels", "[" + label("b", "1") + "," + label("early", "false") + "]")
                .body())
        .isEqualTo("{\"accepted\":2}");
    assertThat(server.post("/labels", "{\"labels\":[" + label("b", "0") + "]}").body())
        .isEqualTo("{\"accepted\":1}");
    server.post("/predict", with("transaction_id", "\"early\""));

    List<String> joined = new ArrayList<>();
    server
        .events
        .labelled(
            Optional.of("v1"),
            Instant.MIN,
            Instant.MAX,
            new LabelRule(Duration.ZERO, LabelRule.Silence.UNKNOWN))
        .forEach(row -> joined.add(row.prediction().transactionId() + "=" + row.fraud()));
    assertThat(joined).containsExactly("a=true", "b=false", "early=false");
    assertThat(server.get("/metrics").body()).contains("labels_received_total 4.0");
  }

  @Test
  void wrongLabelsAreRefusedAndNothingOfThemKept() {
    record Case(String body, int status, String field) {}
    for (Case wrong :
        List.of(
            new Case("{\"transaction_id\":\"a\"}", 422, "is_fraud"),
            new Case("{\"is_fraud\":true}", 422, "transaction_id"),
            new Case(label("a", "2"), 422, "is_fraud"),
            new Case(label("a", "\"yes\""), 422, "is_fraud"),
            new Case(label("a", "null"), 422, "is_fraud"),
            new Case(label("a b", "true"), 422, "transaction_id"),
            new Case(label("a", "true,\"amount\":1"), 422, "amount"),
            new Case(label("a", "true,\"is_fraud\":false"), 400, "is_fraud"),
            new Case("[" + label("a", "true") + ",7]", 400, ""),
            new Case("[" + label("a", "true") + "," + label("b", "3") + "]", 422, "is_fraud"),
            new Case("{\"labels\":7}", 400, ""),
            new Case("7", 400, ""),
            new Case("{", 400, ""))) {
      HttpResponse<String> response = server.post("/labels", wrong.body());
      assertThat(response.statusCode()).as(wrong.body()).isEqualTo(wrong.status());
      assertThat(error(response).required("field").asString())
          .as(wrong.body())
          .isEqualTo(wrong.field());
    }
    assertThat(server.get("/metrics").body()).contains("labels_received_total 0.0");
  }

  @Test
  void whenTheLogCannotBeWrittenNothingIsAnsweredAsDone() {
    server.log.close();

    HttpResponse<String> response = server.post("/predict", GOOD);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("2");
    assertThat(error(response).required("code").asString()).isEqualTo("event_log_unavailable");
    assertThat(server.post("/labels", label("a", "true")).statusCode()).isEqualTo(503);
    assertThat(server.post("/predict", with("hour", "77")).statusCode()).isEqualTo(422);
    assertThat(server.get("/health").statusCode()).isEqualTo(503);
    assertThat(server.get("/metrics").body()).contains("predictions_total{outcome=\"legit\"} 0.0");
  }

  static String with(String field, String value) {
    String pair = "\"" + field + "\":";
    int at = GOOD.indexOf(pair);
    if (at < 0) {
      return "{" + pair + value + "," + GOOD.substring(1);
    }
    int end = GOOD.indexOf(',', at) < 0 ? GOOD.length() - 1 : GOOD.indexOf(',', at);
    return GOOD.substring(0, at + pair.length()) + value + GOOD.substring(end);
  }

  private static String label(String id, String truth) {
    return "{\"transaction_id\":\"" + id + "\",\"is_fraud\":" + truth + "}";
  }
}
