package io.evenkeel.alerts;

import io.evenkeel.ledger.Courier;
import io.evenkeel.ledger.LedgerException;
import io.evenkeel.ledger.Outbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The remote channels that are set up, each a queue of the outbox: `slack`, `alertmanager`,
/// `pagerduty`, `webhook`.
///
/// A notice that was sent but not yet marked when the process died is sent again. That is harmless
/// where the other side knows the incident by a key; Slack shows such a message twice, PagerDuty
/// lists such a change event twice.
///
/// Owned by one thread; only one process may have them over one ledger.
public final class NoticeChannels implements AutoCloseable {
  private final Outbox outbox;
  private final Poster poster;
  private final List<Line> lines;

  /// A channel and what empties its queue.
  private record Line(Channel channel, Courier courier) {
    Callable<Boolean> delivery(Instant until) {
      return () -> {
        courier.deliver(until);
        channel.repeat();
        return true;
      };
    }
  }

  /// Nothing is sent before the first call.
  ///
  /// @param settings which channels there are
  /// @param outbox where notices wait
  /// @param lastResort the directory of the alert files
  /// @param clock the present
  public NoticeChannels(AlertSettings settings, Outbox outbox, Path lastResort, Clock clock) {
    this.outbox = outbox;
    this.poster = new Poster(settings.requestTimeout(), clock);
    NoticeFile file = new NoticeFile(lastResort);
    this.lines =
        channels(settings, outbox, clock).stream()
            .map(channel ->
                new Line(
                    channel,
                    new Courier(
                        outbox,
                        channel.queue(),
                        new LastResort(channel, file, settings.giveUpAfter(), clock),
                        clock)))
            .toList();
  }

  private List<Channel> channels(AlertSettings settings, Outbox outbox, Clock clock) {
    Links links = Links.of(settings);
    List<Channel> channels = new ArrayList<>();
    settings
        .slackWebhookUrl()
        .ifPresent(uri -> channels.add(new SlackChannel(poster, Address.of(uri), links)));
    settings
        .alertmanagerUrl()
        .ifPresent(uri ->
            channels.add(new AlertmanagerChannel(poster, Address.of(uri), links, outbox, clock)));
    settings
        .pagerdutyRoutingKey()
        .ifPresent(key ->
            channels.add(
                new PagerDutyChannel(poster, Address.of(settings.pagerdutyUrl()), key, links)));
    settings
        .webhookUrl()
        .ifPresent(uri -> channels.add(new WebhookChannel(poster, Address.of(uri), links)));
    return channels;
  }

  /// The queues, for instance `slack`, `alertmanager`; empty when no remote channel is set up.
  public List<String> queues() {
    return lines.stream().map(line -> line.channel().queue()).toList();
  }

  /// Puts a notice into the queue of every channel; nothing happens where it is already.
  public void put(Notice notice) {
    queues().forEach(queue -> NoticeCodec.put(outbox, queue, notice));
  }

  /// Delivers what is due on every channel, all at once; one that does not answer does not hold up
  /// the others. Repeats what must be repeated (Alertmanager forgets).
  ///
  /// @param until when to stop at the latest; requests that are under way then are waited for, each
  ///   for the settings' `requestTimeout` at most
  /// @throws InterruptedException when the process is ending
  /// @throws LedgerException when the outbox cannot be read or written; the other channels were
  ///   delivered nevertheless
  public void deliver(Instant until) throws InterruptedException {
    if (lines.isEmpty()) {
      return;
    }
    List<Throwable> troubles = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> end :
          threads.invokeAll(lines.stream().map(line -> line.delivery(until)).toList())) {
        try {
          end.get();
        } catch (ExecutionException e) {
          troubles.add(e);
        }
      }
    }
    if (!troubles.isEmpty()) {
      throw together(troubles);
    }
  }

  private static RuntimeException together(List<Throwable> troubles) {
    Throwable first = troubles.getFirst();
    RuntimeException trouble =
        first.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException("a channel ended", first);
    troubles.stream().skip(1).forEach(trouble::addSuppressed);
    return trouble;
  }

  /// Ends what is under way; what has not arrived stays in the outbox.
  @Override
  public void close() {
    poster.close();
  }
}
