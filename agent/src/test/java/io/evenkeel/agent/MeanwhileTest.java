package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.MoneyAtRisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanwhileTest {
  @TempDir private Path directory;
  private TestingHome home;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatHoldsAndWhatItCostsIsNotedBeforeTheDecision() throws InterruptedException {
    MoneyAtRisk risk = new MoneyAtRisk.Known("v1", 1_200.5, 90_000, 1, "INR", 0);
    home.remedies.atRisk = () -> Optional.of(risk);
    home.reported(5);
    home.responder().once();

    assertThat(home.journal())
        .containsSubsequence("NOTE meanwhile retrain", "NOTE decision retrain", "INTENT retrain");
    AgentFact.AtRisk noted = noted().getFirst();
    assertThat(noted.risk()).isEqualTo(risk);
    assertThat(noted.incident()).isEqualTo(home.incident().id());
    assertThat(noted.describe())
        .startsWith("v1 serves until a challenger has passed the gate; meanwhile about 1,20")
        .contains("INR of fraud an hour pass v1 unflagged, estimated from its scores");
  }

  @Test
  void whyNothingIsKnownIsNotedToo() throws InterruptedException {
    home.remedies.atRisk = () -> Optional.of(new MoneyAtRisk.Unknown("the data is faulty"));
    home.reported(1);
    home.responder().once();
    assertThat(noted().getFirst().risk()).isInstanceOf(MoneyAtRisk.Unknown.class);
    assertThat(noted().getFirst().describe())
        .endsWith("the money at risk is not known: the data is faulty");
  }

  @Test
  void aReckoningThatFailsKeepsNothingFromBeingDone() throws InterruptedException {
    home.remedies.atRisk =
        () -> {
          throw new IllegalStateException("the log is away");
        };
    home.reported(5);
    home.responder().once();
    assertThat(noted()).isEmpty();
    assertThat(home.remedies.effects).hasSize(1);
  }

  private List<AgentFact.AtRisk> noted() {
    AgentJournal reader = new AgentJournal(home.ledger.journal());
    return home.ledger.journal().after(0, 100).stream()
        .flatMap(entry -> reader.read(entry).stream())
        .filter(AgentFact.AtRisk.class::isInstance)
        .map(AgentFact.AtRisk.class::cast)
        .toList();
  }
}
