package io.evenkeel.serving;

import io.evenkeel.events.EventLogUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refusals for which the client is not to blame: it may come again.
final class Unavailable {
  private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

  private Unavailable() {}

  static RuntimeException noModel() {
    return Refusal.plain(503, "no_model", "no model is loaded yet: train one and promote it")
        .asException();
  }

  /// The log says by itself, once, why it cannot be written.
  static RuntimeException log(EventLogUnavailable cause) {
    LOG.debug("a request was turned away", cause);
    return Refusal.plain(
            503,
            "event_log_unavailable",
            "nothing was recorded, as the event log cannot be written now: try again later")
        .asException();
  }
}
