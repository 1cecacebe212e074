package io.evenkeel.alerts;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a reader can look further.
///
/// @param grafana the base address of Grafana
/// @param runbook the address of the runbook
/// @param incidents what the address of one incident begins with
record Links(Optional<URI> grafana, Optional<URI> runbook, Optional<URI> incidents) {
  private static final String DASHBOARD = "/d/mlops-agent";
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final Duration AFTER = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int LONGEST_ADDRESS = 1_000;

  /// The links of the settings. Those that are too long for a message are left out, and user and
  /// password are never shown.
  static Links of(AlertSettings settings) {
    return new Links(
        settings.grafanaUrl().flatMap(Links::shown),
        settings.runbookUrl().flatMap(Links::shown),
        settings.incidentUrl().flatMap(Links::shown));
  }

  /// The page of the incident that a notice tells about; empty where none is set, or where its
  /// address would be too long.
  Optional<URI> incident(Notice notice) {
    // URLEncoder writes forms, where a blank is a plus.
    String id = URLEncoder.encode(notice.incident(), StandardCharsets.UTF_8).replace("+", "%20");
    return incidents.map(base -> URI.create(begun(base) + id)).flatMap(Links::shown);
  }

  /// Keeps the id out of the name of the host.
  private static String begun(URI base) {
    boolean host =
        base.getRawPath().isEmpty() && base.getRawQuery() == null && base.getRawFragment() == null;
    return base.toASCIIString() + (host ? "/" : "");
  }

  /// The dashboard around the time of a notice: from an hour before what it tells about began to a
  /// quarter of an hour after it.
  Optional<URI> dashboard(Notice notice) {
    return grafana.map(base -> {
      Duration told =
          longer(
              notice.timeToDetect().orElse(Duration.ZERO),
              notice.timeToRecover().orElse(Duration.ZERO));
      Duration back = told.compareTo(LONGEST) < 0 ? told : LONGEST;
      Instant from = notice.time().minus(back).minus(BEFORE);
      Instant to = notice.time().plus(AFTER);
      return URI.create(
          "%s%s?from=%d&to=%d"
              .formatted(bare(base), DASHBOARD, from.toEpochMilli(), to.toEpochMilli()));
    });
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Optional<URI> shown(URI uri) {
    URI without = Address.of(uri).uri();
    return Optional.of(without).filter(each -> each.toASCIIString().length() <= LONGEST_ADDRESS);
  }

  private static String bare(URI base) {
    return base.toASCIIString().replaceFirst("/+$", "");
  }
}
