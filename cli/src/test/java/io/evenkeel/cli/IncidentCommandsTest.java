package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.app.Home;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Symptom;
import io.evenkeel.ledger.Ledger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IncidentCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Incident OPENED =
      Incident.open(
          new Symptom("r1", "v1", List.of("amount"), Optional.of(NOON.minusSeconds(20)), NOON),
          NOON);

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Home home;

  @BeforeEach
  void aHomeWithAnIncident() throws IOException {
    home = new Home(directory);
    Files.writeString(
        home.schema(),
        "label: is_fraud\nthreshold: 0.4\nfeatures:\n  - {name: amount, type: numeric, min: 0}\n");
    try (Ledger ledger = Ledger.open(home.ledger(), Clock.systemUTC())) {
      ledger.incidents().open(OPENED.id(), OPENED.state().code(), IncidentCodec.write(OPENED));
    }
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private int incidents(String verb, String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "incidents";
    all[1] = verb;
    all[2] = "--home";
    all[3] = directory.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return run(all);
  }

  private Incident incident() {
    try (Ledger ledger = Ledger.open(home.ledger(), Clock.systemUTC())) {
      return IncidentCodec.read(ledger.incidents().find(OPENED.id()).orElseThrow().detail());
    }
  }

  @Test
  void aPersonTakesAnIncidentOn() {
    assertThat(incidents("ack", OPENED.id(), "--who", "asha", "--why", "looking into it")).isZero();

    assertThat(out.toString()).contains(OPENED.id() + " is acknowledged");
    assertThat(incident().marks().acknowledged().orElseThrow().who()).isEqualTo("asha");
    assertThat(incidents("show", OPENED.id())).isZero();
    assertThat(out.toString()).contains("asha has taken it on: looking into it");
  }

  @Test
  void everyWordNeedsAReasonAndAnIncidentThatIsThere() {
    assertThat(incidents("ack", OPENED.id())).isEqualTo(2);
    assertThat(err.toString()).contains("--why");
    assertThat(incidents("ack", "inc-none", "--why", "x")).isEqualTo(1);
    assertThat(out.toString()).contains("there is no incident inc-none");
    assertThat(incidents("override", OPENED.id(), "explode", "--why", "x")).isEqualTo(2);
    assertThat(incident()).isEqualTo(OPENED);
  }

  @Test
  void anOrderIsGivenAndTakenBack() {
    assertThat(incidents("override", OPENED.id(), "none", "--why", "wait for the labels")).isZero();
    assertThat(incident().marks().overruled().orElseThrow().next()).isEqualTo(Decision.OK);
    assertThat(incidents("override", OPENED.id(), "rollback", "--why", "bad labels")).isZero();
    assertThat(incident().marks().overruled().orElseThrow().next()).isEqualTo(Decision.ROLLBACK);
    assertThat(incidents("override", OPENED.id(), "policy", "--why", "never mind")).isZero();
    assertThat(incident().marks().overruled()).isEmpty();
  }

  @Test
  void closingWritesThePostMortem() throws IOException {
    assertThat(incidents("resolve", OPENED.id(), "--who", "asha", "--why", "a test")).isZero();

    assertThat(incident().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(Files.readString(home.postMortems().resolve(OPENED.id() + ".md")))
        .contains("Closed by asha, not measured");
    assertThat(home.postMortems().resolve(OPENED.id() + ".html")).exists();
    assertThat(incidents("resolve", OPENED.id(), "--why", "again")).isEqualTo(1);
    assertThat(run("incidents", "--home", directory.toString())).isZero();
    assertThat(out.toString()).contains("closed by asha");
  }

  @Test
  void aPostMortemOfWhatIsNotOverTellsHowFarItHasCome() {
    assertThat(incidents("postmortem", OPENED.id())).isZero();

    assertThat(out.toString())
        .contains("**Not over: open.**", "| detect | onset to report | 20.0 s |");
    assertThat(incidents("suppress", OPENED.id(), "--for", "2h", "--why", "noise")).isZero();
    assertThat(incidents("merge", OPENED.id(), "inc-none", "--why", "same")).isEqualTo(1);
  }
}
