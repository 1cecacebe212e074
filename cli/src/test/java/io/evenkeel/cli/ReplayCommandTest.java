package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Symptom;
import io.evenkeel.ledger.Ledger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final String PROMPT =
      "{\"output_config\":{\"format\":{\"schema\":{\"properties\":{\"decision\":"
          + "{\"enum\":[\"OK\",\"ALERT\",\"RETRAIN\"]}}}}}}";
  private static final Incident INCIDENT =
      Incident.open(
          new Symptom("r2", "v1", List.of("hour"), Optional.empty(), Instant.EPOCH), Instant.EPOCH);

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void keepAnIncident() {
    run("generate", "--reference-rows", "50", "--holdout-rows", "40", "--production-rows", "30");
    try (Ledger ledger = ledger()) {
      ledger.incidents().open(INCIDENT.id(), "open", IncidentCodec.write(INCIDENT));
    }
    out.getBuffer().setLength(0);
  }

  @Test
  void everyStoredConversationIsReplayedAlsoOneWithoutAnIncident() {
    try (Ledger ledger = ledger()) {
      consulted(ledger, "r1", "answered", answer("OK"));
      decided(ledger, "r1", "", "ok");
      consulted(ledger, "r2", "timeout", "");
      decided(ledger, "r2", INCIDENT.id(), "alert");
    }

    assertThat(run("incidents", "--replay")).isZero();
    assertThat(out.toString().lines())
        .satisfiesExactly(
            calm ->
                assertThat(calm)
                    .endsWith("  no incident  same  m: answered, ok, confidence 0.75: So it is."),
            silent ->
                assertThat(silent).endsWith("  " + INCIDENT.id() + "  same  m: timeout, too late"));
  }

  @Test
  void ofOneIncidentAlsoTheConversationThatOpenedItIsReplayed() {
    try (Ledger ledger = ledger()) {
      consulted(ledger, "r1", "answered", answer("OK"));
      decided(ledger, "r1", "", "ok");
      consulted(ledger, "r2", "answered", answer("RETRAIN"));
      decided(ledger, "r2", INCIDENT.id(), "retrain");
    }

    assertThat(run("incidents", INCIDENT.id(), "--replay")).isZero();
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .contains("  same  m: answered, retrain, confidence 0.75");
  }

  @Test
  void whatComesToSomethingElseIsSaidAndFails() {
    try (Ledger ledger = ledger()) {
      consulted(ledger, "r1", "answered", answer("RETRAIN"));
      decided(ledger, "r1", INCIDENT.id(), "alert");
      consulted(ledger, "r2", "answered", answer("ROLLBACK"));
      decided(ledger, "r2", INCIDENT.id(), "rollback");
      consulted(ledger, "r3", "answered", "no answer of a model");
    }

    assertThat(run("incidents", "--replay")).isEqualTo(1);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            decision ->
                assertThat(decision)
                    .contains("DIFFERENT, the journal says answered, alert by llm", "retrain"),
            choice -> assertThat(choice).contains("DIFFERENT", "m: not_allowed"),
            answer -> assertThat(answer).contains("DIFFERENT", "m: malformed"));
  }

  @Test
  void aHomeWithoutConversationsSaysSo() {
    assertThat(run("incidents", "--replay")).isZero();
    assertThat(out.toString().strip()).isEqualTo("no conversations");
    assertThat(run("incidents", "inc-unknown", "--replay")).isEqualTo(1);
  }

  private static void consulted(Ledger ledger, String report, String result, String response) {
    ledger
        .journal()
        .note(
            "",
            "consult",
            result,
            ("{\"report\":\"%s\",\"model\":\"m\",\"prompt\":%s,\"response\":%s,"
                    + "\"remark\":\"%s\",\"took_seconds\":1.5}")
                .formatted(
                    report,
                    quoted(PROMPT),
                    quoted(response),
                    response.isEmpty() ? "too late" : ""));
  }

  private static void decided(Ledger ledger, String report, String incident, String decision) {
    ledger
        .journal()
        .note(
            incident,
            "decision",
            decision,
            ("{\"report\":\"%s\",\"version\":\"v1\",\"drift_score\":null,\"drifted\":[],"
                    + "\"confidence\":0.75,\"reasoning\":\"So it is.\",\"source\":\"llm\","
                    + "\"incident\":\"%s\"}")
                .formatted(report, incident));
  }

  private static String answer(String decision) {
    String text =
        "{\"decision\":\"%s\",\"confidence\":0.75,\"reasoning\":\"So it is.\"}".formatted(decision);
    return "{\"stop_reason\":\"end_turn\",\"content\":[{\"type\":\"text\",\"text\":%s}]}"
        .formatted(quoted(text));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private Ledger ledger() {
    return Ledger.open(home.resolve("ledger.db"), Clock.systemUTC());
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter(), true));
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home.toString();
    return line.execute(all);
  }
}
