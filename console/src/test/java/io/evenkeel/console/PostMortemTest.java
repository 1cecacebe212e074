package io.evenkeel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.console.ConsoleHome.Row;
import io.evenkeel.console.PostMortem.End;
import io.evenkeel.incident.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostMortemTest {
  @TempDir Path directory;
  private ConsoleHome home;

  @BeforeEach
  void open() {
    home = new ConsoleHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private PostMortem of(Incident incident) {
    return home.postMortems.of(incident.id()).orElseThrow();
  }

  @Test
  void aRecoveryTellsItsTimesItsEvidenceAndItsChange() {
    PostMortem told = of(home.recovered());

    assertThat(told.end()).isInstanceOf(End.Measured.class);
    assertThat(told.steps().stream().map(step -> step.took().orElseThrow()))
        .containsExactly(
            Duration.ofSeconds(10),
            Duration.ofMillis(1500),
            Duration.ofSeconds(12),
            Duration.ofMillis(3000),
            Duration.ofMillis(26_500));
    assertThat(told.evidence())
        .singleElement()
        .satisfies(report -> {
          assertThat(report.driftScore()).hasValue(0.75);
          assertThat(report.features().getFirst().drifted()).isTrue();
          assertThat(report.features().getLast().drifted()).isFalse();
        });
    assertThat(told.changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.version()).isEqualTo("v2");
          assertThat(change.digest()).isEqualTo("9f86d081884c7d65");
        });
    assertThat(told.refusals()).isEmpty();
    assertThat(told.well()).contains("Nobody had to do anything.");
    assertThat(told.serving()).isEqualTo("v2");
  }

  @Test
  void whatWasRefusedIsToldWithItsReason() {
    home.reported(2);
    home.agentRuns();

    PostMortem told = of(home.incident());

    assertThat(told.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.action()).isEqualTo("rollback");
          assertThat(refusal.why()).isEqualTo("no earlier version fits the current traffic");
        });
    assertThat(told.end()).isEqualTo(new End.Open());
    assertThat(told.badly()).contains("One action was refused or failed.");
  }

  @Test
  void moneyIsCountedFromTheOnsetUntilTheChampionWasChanged() {
    home.reported(3);
    home.clock.advance(Duration.ofMillis(1));
    home.served(
        List.of(
            new Row("a", 1000, 0.9, Optional.of(true)),
            new Row("b", 200, 0.1, Optional.of(true)),
            new Row("b", 200, 0.1, Optional.of(true)),
            new Row("c", 50, 0.2, Optional.of(false)),
            new Row("e", 100, 0.3, Optional.empty()),
            new Row("d", Double.NaN, 0.5, Optional.empty())));
    home.agentRuns();
    home.clock.advance(Duration.ofSeconds(5));
    home.served(List.of(new Row("later", 7777, 0.9, Optional.empty())));

    Impact impact = of(home.incident()).impact();

    assertThat(impact)
        .isInstanceOfSatisfying(
            Impact.Measured.class,
            measured -> {
              assertThat(measured.requests()).isEqualTo(6);
              assertThat(measured.flagged()).isEqualTo(2);
              assertThat(measured.caught()).isEqualTo(1);
              assertThat(measured.missed()).isEqualTo(1);
              assertThat(measured.whole()).isTrue();
              assertThat(measured.money())
                  .isInstanceOfSatisfying(
                      Impact.Money.Counted.class,
                      money -> {
                        assertThat(money.unit()).isEqualTo("INR");
                        assertThat(money.scored()).isEqualTo(1550);
                        assertThat(money.flagged()).isEqualTo(1000);
                        assertThat(money.caught()).isEqualTo(1000);
                        assertThat(money.missed()).isEqualTo(200);
                        assertThat(money.estimatedMissed()).isCloseTo(230, within(1e-9));
                      });
            });
  }

  @Test
  void ofRequestsThatAreNotKeptNothingIsMadeUp() {
    assertThat(of(home.recovered()).impact())
        .isEqualTo(new Impact.Unknown("no requests of that time are kept"));
  }

  @Test
  void theFilesWriteThemselvesWhenAnIncidentIsOverAndNotBefore() throws IOException {
    Incident told = home.alerted();
    assertThat(home.files.follow()).isEmpty();

    home.people.resolve(told.id(), "asha", "a test of the partner");
    assertThat(home.files.follow()).containsExactly(told.id());
    assertThat(home.files.follow()).isEmpty();

    Path files = directory.resolve("postmortems");
    assertThat(Files.readString(files.resolve(told.id() + ".html")))
        .startsWith("<!doctype html>")
        .contains("Closed by asha, not measured", "a test of the partner")
        .doesNotContain("<script", "http://", "https://");
    assertThat(Files.readString(files.resolve(told.id() + ".md")))
        .startsWith("# Post-mortem of `" + told.id() + "`")
        .contains("**Closed by asha, not measured.**", "| recover | onset to proof | not known |");
    try (var all = Files.list(files)) {
      assertThat(all).hasSize(2);
    }
  }

  @Test
  void whatBecomesKnownLaterIsWrittenToo() throws IOException {
    Incident over = home.recovered();
    home.files.follow();

    home.people.merge(over.id(), over.id(), "asha", "refused");
    home.people.suppress(over.id(), Optional.empty(), "asha", "it was a drill");

    assertThat(home.files.follow()).containsExactly(over.id());
    assertThat(Files.readString(directory.resolve("postmortems/" + over.id() + ".md")))
        .contains("it was a drill");
  }

  @Test
  void nothingThatPeopleSayBecomesMarkup() {
    Incident told = home.alerted();
    home.people.acknowledge(told.id(), "<b>asha</b>", "<img src=x onerror=alert(1)> | [x](y) `z`");

    PostMortem postMortem = of(told);

    assertThat(PostMortemPage.html(postMortem))
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img", "<b>asha");
    assertThat(PostMortemMarkdown.write(postMortem))
        .contains("\\<img src=x onerror=alert(1)> \\| \\[x\\](y) \\`z\\`")
        .doesNotContain(" <img", "[x](");
  }

  @Test
  void theSameCauseBeforeIsNamed() {
    Incident first = home.alerted();
    home.people.resolve(first.id(), "asha", "a test of the partner");
    home.clock.advance(Duration.ofHours(3));
    Incident second = home.alerted();

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(of(second).earlier())
        .singleElement()
        .satisfies(other -> {
          assertThat(other.id()).isEqualTo(first.id());
          assertThat(other.end()).isEqualTo("closed by asha");
        });
  }
}
