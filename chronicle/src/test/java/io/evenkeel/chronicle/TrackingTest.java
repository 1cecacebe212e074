package io.evenkeel.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Carrier;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Outbox;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.RecordCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingTest {
  private final TestingClock clock = new TestingClock();
  private final List<String> arrived = new ArrayList<>();
  private final Set<String> stuck = new HashSet<>();
  private final Ledger ledger;
  private final Outbox outbox;
  private final Tracking tracking;

  TrackingTest(@TempDir Path directory) {
    ledger = Ledger.open(directory.resolve("ledger.db"), clock);
    outbox = ledger.outbox();
    tracking = Tracking.of(this::carry, Mlflow.Standing.Unset::new, outbox, clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aMoveThatWaitsForAPersonHoldsUpNoRun() throws InterruptedException {
    stuck.add("move 1");
    move("move 1");
    run("run 1");
    deliver();
    run("run 2");
    deliver();
    assertThat(arrived).containsExactly("run 1", "run 2");
    stuck.clear();
    clock.advance(Duration.ofMinutes(5));
    deliver();
    assertThat(arrived).containsExactly("run 1", "run 2", "move 1");
  }

  @Test
  void aMoveNeverOvertakesItsVersion() throws InterruptedException {
    stuck.add("version");
    run("version");
    move("move");
    deliver();
    assertThat(arrived).isEmpty();
    stuck.clear();
    clock.advance(Duration.ofMinutes(5));
    deliver();
    assertThat(arrived).containsExactly("version", "move");
  }

  private Carrier.Result carry(Outbox.Message message) {
    if (stuck.contains(message.key())) {
      return new Carrier.Result.Later("a person must help", Optional.empty());
    }
    arrived.add(message.key());
    return new Carrier.Result.Arrived();
  }

  private void run(String key) {
    outbox.put(RecordCodec.QUEUE, key, "", "run", "");
  }

  private void move(String key) {
    outbox.put(RecordCodec.MOVES, key, "", "champion", "");
  }

  private void deliver() throws InterruptedException {
    tracking.deliver(clock.instant().plusSeconds(10));
  }
}
