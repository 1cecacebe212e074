package io.evenkeel.monitor;

import io.evenkeel.drift.SliceCounts;
import io.evenkeel.drift.WatchAlarm;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventTail;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.registry.ServingVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps watch over the rows of the serving version: follows what the servers counted, sums the
/// counts of each slice over all servers, and judges them with one detector.
///
/// A slice is judged half a slice after its end; counts that come later are judged with the slice
/// that follows. Counts of other versions are passed over, as are those of other bins, which is
/// logged once. When another version begins to serve, a new detector begins.
///
/// An alarm stands until a check finds nothing in rows that are all newer than the watch's last
/// evidence, or another version serves. While it stands, another is raised only for news: features
/// that it did not name, or a drift far stronger than the one that it told of ([Told]); it then
/// stands in the place of the one before.
///
/// What it knows is written to one file every few seconds and at every change of the standing
/// alarm: after a restart the detector goes on as if nothing had happened.
///
/// Safe for use by many threads; one lock.
public final class Watchkeeper implements Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(Watchkeeper.class);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(5);
  private static final Duration LONG_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// How far back slices are judged after an outage; as many fit into a small heap.
  private static final Duration LONGEST_BACKLOG = Duration.ofHours(1);

  /// Clocks of servers may differ by this much; slices further off are slices of another length.
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Path events;
  private final FeatureSchema schema;
  private final WatchFile file;
  private final Supplier<Optional<ServingVersion>> serving;
  private final Function<String, WatchBins> binsOf;
  private final MonitorSettings settings;
  private final Clock clock;
  private final long sliceMillis;
  private final Set<String> strangers = new HashSet<>();
  private @Nullable EventTail<Event.Slice> tail;
  private Optional<WatchState> kept = Optional.empty();
  private WatchState.Tally tally = WatchState.Tally.none();
  private @Nullable Post post;
  private Instant saved = Instant.EPOCH;
  private boolean saving = true;

  /// Prepares a watch; it goes on where the state in the file ends.
  ///
  /// @param events the event log
  /// @param schema the features of the rows
  /// @param file where its state is kept
  /// @param serving tells which version serves
  /// @param binsOf gives the bins of a version, the same that the servers count into
  /// @param settings the slice and the budget
  /// @param clock tells the present
  public Watchkeeper(
      Path events,
      FeatureSchema schema,
      WatchFile file,
      Supplier<Optional<ServingVersion>> serving,
      Function<String, WatchBins> binsOf,
      MonitorSettings settings,
      Clock clock) {
    this.events = events;
    this.schema = schema;
    this.file = file;
    this.serving = serving;
    this.binsOf = binsOf;
    this.settings = settings;
    this.clock = clock;
    sliceMillis = settings.slice().toMillis();
  }

  /// An alarm that was raised just now.
  ///
  /// @param version the version that serves the rows that moved
  /// @param finding what is said
  public record Alarm(String version, WatchFinding finding) {}

  /// Reads what the servers have counted since the last look and judges the slices that are over.
  ///
  /// @return the alarm that was raised by it, already saved
  /// @throws RuntimeException when the log, the ledger or the bundle cannot be read; nothing is
  ///   lost and the next look tries again
  public synchronized Optional<Alarm> look() {
    EventTail<Event.Slice> following = started();
    EventTail.Position before = following.position();
    List<Event.Slice> news;
    Post at;
    try {
      // Older slices place no bet: what has lasted since still shows in the newer ones.
      news = following.poll(clock.instant().minus(LONGEST_BACKLOG));
      // Asked after reading: a version whose rows were read serves by now, if it is to serve.
      Optional<ServingVersion> now = serving.get();
      if (now.isEmpty()) {
        return Optional.empty();
      }
      at = post(now.get());
    } catch (RuntimeException e) {
      tail = EventTail.ofSlices(events, schema, before);
      throw e;
    }
    news.forEach(slice -> take(slice, at));
    return judge(at);
  }

  /// Looks for as long as the thread is not interrupted, twice a slice, and saves at the end. A
  /// look that fails is logged and tried again after a pause of 2 s, which doubles up to 30 s.
  ///
  /// @param listener is told of alarms
  public void run(MonitorListener listener) {
    Duration next = LONG_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      Duration pause = settings.slice().dividedBy(2);
      try {
        look().ifPresent(alarm -> listener.drifted(alarm.version(), alarm.finding()));
        next = LONG_PAUSE;
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
        LOG.error("the watch failed and will be tried again: {}", e.getMessage(), e);
        pause = next;
        next = next.plus(next);
        next = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    save();
  }

  @Override
  public synchronized Optional<Raised> raised(ServingVersion version) {
    Post at = post;
    return at != null && at.serves(version) ? at.raised : Optional.empty();
  }

  @Override
  public synchronized Optional<Day> clock(ServingVersion version) {
    Post at = post;
    return at != null && at.serves(version) ? at.clock : Optional.empty();
  }

  @Override
  public synchronized void checked(CheckReport report) {
    Post at = post;
    if (at == null || at.raised.isEmpty() || !at.serving.version().equals(report.version())) {
      return;
    }
    Instant last = at.raised.get().last();
    boolean nothing = report.ok() && report.conclusive();
    if (nothing && report.window().filter(window -> window.from().isAfter(last)).isPresent()) {
      LOG.info("watch: the alarm of {} is over", at.raised.get().finding().alarm());
      at.over();
      save();
    }
  }

  /// Writes the state now.
  public synchronized void save() {
    Post at = post;
    EventTail<Event.Slice> following = tail;
    if (at == null || following == null) {
      return;
    }
    saved = clock.instant();
    try {
      file.write(at.state(following.position(), tally, settings));
      saving = true;
    } catch (IOException e) {
      if (saving) {
        LOG.error("the state of the watch cannot be saved; a restart would go back", e);
      }
      saving = false;
    }
  }

  /// The follower of the slices, which at first goes on where the kept state ends.
  private EventTail<Event.Slice> started() {
    EventTail<Event.Slice> known = tail;
    if (known == null) {
      kept = file.read();
      kept.ifPresent(state -> tally = state.tally());
      EventTail.Position from = kept.map(WatchState::read).orElseGet(EventTail.Position::beginning);
      known = EventTail.ofSlices(events, schema, from);
      tail = known;
    }
    return known;
  }

  /// The post of the version that serves: the same as before, or a new one.
  private Post post(ServingVersion version) {
    Post known = post;
    if (known != null && known.serves(version)) {
      return known;
    }
    WatchBins bins = binsOf.apply(version.version());
    Optional<Post> again = kept.flatMap(state -> resume(state, version, bins));
    kept = Optional.empty();
    long before = slice(version.since()) - 1;
    Post next = again.orElseGet(() -> Post.begin(version, bins, before, settings));
    LOG.info("watch: {} over {}", again.isPresent() ? "goes on" : "begins", version.version());
    post = next;
    return next;
  }

  private Optional<Post> resume(WatchState state, ServingVersion version, WatchBins bins) {
    if (state.sequence() != version.sequence() || !state.version().equals(version.version())) {
      return Optional.empty();
    }
    if (!state.bins().equals(bins.digest()) || state.sliceMillis() != sliceMillis) {
      LOG.warn("watch: other bins or slices than before; it begins anew");
      return Optional.empty();
    }
    try {
      return Optional.of(Post.resume(version, bins, state, settings));
    } catch (IllegalArgumentException e) {
      LOG.warn("watch: begins anew, as its detector cannot go on", e);
      return Optional.empty();
    }
  }

  private void take(Event.Slice slice, Post at) {
    if (!slice.version().equals(at.serving.version())) {
      return;
    }
    // What the version served before it was promoted again is another story.
    if (!slice.time().isAfter(at.serving.since())) {
      tally = tally.early(slice.rows());
      return;
    }
    tally = tally.repeated(slice.repeated());
    if (!slice.bins().equals(at.bins.digest())) {
      leave(slice, "bins %s instead of %s".formatted(slice.bins(), at.bins.digest()));
      return;
    }
    long apart = slice.slice() * sliceMillis - slice.time().toEpochMilli();
    if (Math.abs(apart) > DAY_MILLIS) {
      leave(slice, "slices of another length; set monitor.slice alike everywhere");
      return;
    }
    try {
      SliceCounts counts = SliceCounts.of(at.bins, slice.counts());
      at.open.add(slice.slice(), counts, slice(clock.instant()));
    } catch (IllegalArgumentException e) {
      leave(slice, String.valueOf(e.getMessage()));
    }
  }

  private void leave(Event.Slice slice, String why) {
    tally = tally.left(slice.rows());
    if (strangers.add(slice.version() + ' ' + slice.bins())) {
      LOG.warn("watch: counts of {} are passed over: {}", slice.version(), why);
    }
  }

  private Optional<Alarm> judge(Post at) {
    Instant now = clock.instant();
    long over = slice(now.minus(settings.slice().dividedBy(2))) - 1;
    // A clock that was set back must not stop the watch until it is there again.
    long limit = Math.max(over, at.open.judged() > slice(now) ? at.open.judged() + 1 : over);
    Optional<Alarm> raised = Optional.empty();
    for (var next = at.open.next(limit); next.isPresent(); next = at.open.next(limit)) {
      SliceCounts counts = next.get().getValue();
      tally = tally.judged(counts.rows(), now);
      Optional<WatchAlarm> alarm = at.judge(next.get().getKey(), counts, now);
      if (alarm.isPresent() && at.raise(alarm.get(), finding(alarm.get(), at.serving, now), now)) {
        tally = tally.alarm();
        raised = at.raised.map(r -> new Alarm(at.serving.version(), r.finding()));
      }
    }
    if (raised.isPresent() || !now.isBefore(saved.plus(SAVE_EVERY)) || now.isBefore(saved)) {
      save();
    }
    raised.ifPresent(alarm -> LOG.warn("watch: {}", alarm.finding().line()));
    return raised;
  }

  private WatchFinding finding(WatchAlarm alarm, ServingVersion version, Instant now) {
    Instant begun = Instant.ofEpochMilli(alarm.onsetSlice() * sliceMillis);
    Instant onset = begun.isBefore(version.since()) ? version.since() : begun;
    return new WatchFinding(
        now,
        onset.isAfter(now) ? now : onset,
        alarm.evidence(),
        alarm.threshold(),
        alarm.features());
  }

  private long slice(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), sliceMillis);
  }
}
