package io.evenkeel.scenarios;

import io.evenkeel.agent.Remedies;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/// The real remedies, with a boundary before and after each, and a line in a file for each time
/// that the world was asked for an effect. The file is the harness's own: it owes nothing to the
/// journal.
///
/// @param real the remedies of the home
/// @param barriers where the agent may be killed
/// @param asked the file
/// @param sabotage what is broken on purpose, to see whether the oracle notices
record CrashRemedies(Remedies real, CrashBarriers barriers, Path asked, Sabotage sabotage)
    implements Remedies {
  /// What is broken on purpose.
  enum Sabotage {
    /// Nothing.
    NONE,
    /// Effects are performed under keys that were never announced.
    WITHOUT_INTENT,
    /// What was announced and not closed is always taken for not done, and so done again.
    ALWAYS_REPEAT,
    /// What was announced and not closed is always taken for done.
    ALWAYS_DONE
  }

  @Override
  public Optional<String> fittingVersion(CheckReport report) {
    return real.fittingVersion(report);
  }

  @Override
  public Optional<LabelSupply> labels(CheckReport report) {
    return real.labels(report);
  }

  @Override
  public Optional<MoneyAtRisk> moneyAtRisk(CheckReport report) {
    return real.moneyAtRisk(report);
  }

  @Override
  public PairedComparison inHindsight(String serving, String before, Instant since, int needed) {
    return real.inHindsight(serving, before, since, needed);
  }

  @Override
  public Outcome perform(Remedy remedy, Order order) throws InterruptedException {
    note("perform " + order.key());
    barriers.reached("before " + remedy.decision().code());
    Outcome outcome =
        real.perform(
            remedy,
            sabotage == Sabotage.WITHOUT_INTENT
                ? new Order(
                    order.incident(),
                    order.key() + "-again",
                    order.report(),
                    order.recommendation())
                : order);
    barriers.reached("after " + remedy.decision().code());
    return outcome;
  }

  @Override
  public Outcome reconcile(JournalEntry intent) {
    note("reconcile " + intent.key());
    barriers.reached("before reconciling " + intent.step());
    Outcome outcome =
        switch (sabotage) {
          case ALWAYS_REPEAT -> new Outcome.Interrupted("taken for not done");
          case ALWAYS_DONE -> new Outcome.Delivered("taken for done");
          case NONE, WITHOUT_INTENT -> real.reconcile(intent);
        };
    barriers.reached("after reconciling " + intent.step());
    return outcome;
  }

  private void note(String line) {
    try (FileChannel channel =
        FileChannel.open(asked, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note what was asked for", e);
    }
  }
}
