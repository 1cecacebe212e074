package io.evenkeel.cli;

import io.evenkeel.simulator.Blocking;
import io.evenkeel.simulator.Injection;
import io.evenkeel.simulator.Traffic;
import io.evenkeel.simulator.TrafficListener;
import io.evenkeel.simulator.TrafficPlan;
import io.evenkeel.simulator.TrafficResult;
import io.evenkeel.simulator.UpiWorld;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Posts simulated payments to a server, and each one's label after a delay.
@Command(
    name = "traffic",
    description = {
      "Posts simulated payments to a server at a steady rate, and each one's label later.",
      "The regime is the one that `inject` set last; it may change while traffic runs.",
      "Labels need the server's token where it asks for one: set EVENKEEL_TOKEN."
    })
final class TrafficCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions home;

  @Option(names = "--url", defaultValue = "http://127.0.0.1:8000", paramLabel = "URL")
  private URI url;

  @Option(names = "--rate", defaultValue = "200", description = "Rows a second.")
  private double rate;

  @Option(names = "--rows", defaultValue = "2000", paramLabel = "N", description = "Rows to send.")
  private long rows;

  @Option(
      names = "--label-delay",
      defaultValue = "2s",
      paramLabel = "DURATION",
      description = "From the answer to a payment until its label is posted.")
  private Duration labelDelay;

  @Option(
      names = "--block",
      description = "Block what the server flags: a blocked payment never gets a label.")
  private boolean block;

  @Option(
      names = "--pass-through",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "With --block: share of payments, drawn by lot, that pass whatever the score.")
  private double passThrough;

  @Option(names = "--batch", defaultValue = "1", paramLabel = "N", description = "Rows a request.")
  private int batch;

  @Option(
      names = "--clock",
      paramLabel = "ROWS_PER_DAY",
      description = "Send days in the order of the clock, each of so many rows.")
  private Optional<Integer> rowsPerDay;

  @Option(names = "--seed", defaultValue = "11", description = "Seed of the payments.")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    TrafficResult result;
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("traffic")
            .setInitialMax(rows)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .build()) {
      Traffic traffic =
          new Traffic(
              plan(), token(), world(), new Injection(home.home().root())::current, show(bar));
      result = traffic.run();
    }
    return report(result);
  }

  private static String token() {
    String token = System.getenv("EVENKEEL_TOKEN");
    return token == null ? "" : token;
  }

  private UpiWorld world() {
    RandomGenerator random = UpiWorld.randomOf(seed);
    try {
      return rowsPerDay.isPresent()
          ? UpiWorld.inClockOrder(random, rowsPerDay.get())
          : UpiWorld.mixed(random);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--clock: " + e.getMessage(), e);
    }
  }

  private TrafficPlan plan() {
    try {
      return TrafficPlan.to(url, "txn-%x-".formatted(ProcessHandle.current().pid()) + startStamp())
          .atRate(rate)
          .ofRows(rows)
          .inBatchesOf(batch)
          .labelledAfter(labelDelay)
          .blocking(block ? new Blocking.Flagged(passThrough, seed) : new Blocking.Never());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "cannot send so: " + e.getMessage(), e);
    }
  }

  /// Differs between runs, so that no transaction id is sent twice over one home.
  private static String startStamp() {
    return "%x-".formatted(System.nanoTime());
  }

  private static TrafficListener show(ProgressBar bar) {
    return new TrafficListener() {
      @Override
      public void progressed(long done, long failed) {
        bar.stepTo(done);
        bar.setExtraMessage("failed: " + failed);
      }
    };
  }

  private int report(TrafficResult result) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d rows sent, %d answered, %d labels taken, %d requests failed, in %.1f s%n",
        result.rows(),
        result.rowsAnswered(),
        result.labels(),
        result.failed(),
        result.elapsed().toMillis() / 1000.0);
    result
        .predictions()
        .failures()
        .forEach((what, n) -> out.printf("  predictions: %s: %d%n", what, n));
    result.labelPosts().failures().forEach((what, n) -> out.printf("  labels: %s: %d%n", what, n));
    return result.failed() == 0 && result.labelsUnsent() == 0 ? 0 : 1;
  }
}
