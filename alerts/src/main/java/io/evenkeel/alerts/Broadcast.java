package io.evenkeel.alerts;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends each alert to every channel, in order. It is delivered if one of them delivered it; what
/// failed is told along with it, and never keeps the others from being tried.
///
/// Safe for use by many threads.
public final class Broadcast implements AlertChannel {
  private static final Logger LOG = LoggerFactory.getLogger(Broadcast.class);

  private final List<AlertChannel> channels;

  /// Sends to all of these.
  ///
  /// @param channels at least one
  public Broadcast(List<AlertChannel> channels) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("alerts need at least one channel");
    }
    this.channels = List.copyOf(channels);
  }

  @Override
  public Delivery send(Alert alert) {
    List<String> delivered = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (AlertChannel channel : channels) {
      switch (attempt(channel, alert)) {
        case Delivery.Delivered(String where) -> delivered.add(where);
        case Delivery.Failed(String reason) -> {
          LOG.warn("alert {} not delivered: {}", alert.key(), reason);
          failed.add(reason);
        }
      }
    }
    if (delivered.isEmpty()) {
      return new Delivery.Failed(String.join("; ", failed));
    }
    String where = String.join(", ", delivered);
    return new Delivery.Delivered(
        failed.isEmpty() ? where : where + " (not delivered: " + String.join("; ", failed) + ")");
  }

  private static Delivery attempt(AlertChannel channel, Alert alert) {
    try {
      return channel.send(alert);
    } catch (RuntimeException e) {
      // A channel that breaks its contract must not cost us the others.
      LOG.error("channel {} broke on alert {}", channel, alert.key(), e);
      return new Delivery.Failed(channel + ": " + e);
    }
  }
}
