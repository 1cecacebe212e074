package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;
import io.evenkeel.ledger.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries notices to one channel, and to a file whatever the channel refuses, or does not take for
/// too long.
final class LastResort implements Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

  private final Channel channel;
  private final NoticeFile file;
  private final Duration giveUpAfter;
  private final Clock clock;

  LastResort(Channel channel, NoticeFile file, Duration giveUpAfter, Clock clock) {
    this.channel = channel;
    this.file = file;
    this.giveUpAfter = giveUpAfter;
    this.clock = clock;
  }

  @Override
  public Result carry(Outbox.Message message) throws InterruptedException {
    Notice notice;
    try {
      notice = NoticeCodec.read(message.payload());
    } catch (IllegalArgumentException e) {
      return kept(message, String.valueOf(e.getMessage()));
    }
    return switch (tell(message, notice)) {
      case Result.Arrived arrived -> arrived;
      case Result.Refused(String reason) -> lost(message, notice, reason);
      case Result.Later(String reason, _) when old(message) ->
          lost(message, notice, "given up after " + giveUpAfter + ": " + reason);
      case Result.Later later -> later;
    };
  }

  private Result tell(Outbox.Message message, Notice notice) throws InterruptedException {
    try {
      return channel.tell(notice);
    } catch (RuntimeException e) {
      if (!old(message)) {
        throw e;
      }
      // A channel that breaks on one notice must not keep back all that follow, for ever.
      LOG.error("channel {} broke on {}", channel.queue(), message.key(), e);
      return new Result.Later("the channel broke: " + e.getClass().getName(), Optional.empty());
    }
  }

  private Result lost(Outbox.Message message, Notice notice, String reason) {
    channel.lost(notice);
    return kept(message, reason);
  }

  private Result kept(Outbox.Message message, String reason) {
    file.keep(message, reason);
    return new Result.Refused(reason);
  }

  private boolean old(Outbox.Message message) {
    Instant end = message.put().plus(giveUpAfter);
    return !clock.instant().isBefore(end);
  }
}
