package io.evenkeel.app;

import io.evenkeel.events.EventReader;
import io.evenkeel.incident.Policy;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.Explanations;
import io.evenkeel.monitor.Lookout;
import io.evenkeel.monitor.Monitor;
import io.evenkeel.monitor.References;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.WatchFile;
import io.evenkeel.monitor.WatchStatus;
import io.evenkeel.monitor.Watchkeeper;
import io.evenkeel.registry.Registry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// The check and the watch of a home, put together in the three ways in which they are used: in a
/// process of their own, by hand, and step by step.
final class Monitoring {
  private final Home home;
  private final Settings settings;
  private final FeatureSchema schema;
  private final Registry registry;
  private final Policy policy;
  private final ReportStore reports;
  private final Clock clock;
  private final References references;
  private final DriftCheck check;
  private final WatchFile watch;

  Monitoring(
      Home home,
      Settings settings,
      FeatureSchema schema,
      Registry registry,
      Policy policy,
      EventReader events,
      ReportStore reports,
      Clock clock) {
    this.home = home;
    this.settings = settings;
    this.schema = schema;
    this.registry = registry;
    this.policy = policy;
    this.reports = reports;
    this.clock = clock;
    references = new References(registry);
    check = new DriftCheck(events, references, settings.labels(), settings.monitor(), clock);
    watch = new WatchFile(home.watch());
  }

  /// The measurements, for whoever decides on them.
  DriftCheck check() {
    return check;
  }

  /// How far the watch has come, as it has last written.
  Optional<WatchStatus> status() {
    return watch.status();
  }

  Watchkeeper watchkeeper() {
    return new Watchkeeper(
        home.events(),
        schema,
        watch,
        registry::serving,
        references::bins,
        settings.monitor(),
        clock);
  }

  /// Causes are sought on a thread of their own, after the verdict.
  Explanations explanations() {
    return Explanations.inBackground(registry, reports);
  }

  Monitor monitor(Lookout lookout, Explanations explanations) {
    return new Monitor(
        check, registry, policy, reports, lookout, explanations, settings.monitor(), clock);
  }

  void once(Consumer<CheckReport> listener) {
    Queue<Runnable> later = new ArrayDeque<>();
    try (Explanations explanations = Explanations.on(registry, reports, later::add)) {
      listener.accept(monitor(watch, explanations).once());
      later.forEach(Runnable::run);
    }
  }

  SteppedMonitor stepped() {
    Watchkeeper keeper = watchkeeper();
    Explanations nothing = Explanations.on(registry, reports, _ -> {});
    return new SteppedMonitor(keeper, monitor(keeper, nothing), references);
  }
}
