package io.evenkeel.agent;

import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.GuardLimits;
import io.evenkeel.incident.RecoveryTest;
import java.time.Duration;

/// How much the agent may do, and how it behaves in time.
///
/// @param oldestReport how old a report may be to be acted on, above 0: the one limit, for reading
///   and for an attempt that took long. Whoever provides [Reports] reads with this very limit
/// @param retryAfter how long after a remedy the same incident is left alone, as long as the
///   reports ask for nothing stronger and are about the same version
/// @param reopenWithin how long after it was resolved the same cause reopens an incident
/// @param verifyWithin how long after a change people are told if recovery is not proven
/// @param quietWindows consecutive full windows without a finding that make the detector quiet, at
///   least 1
/// @param frauds mature frauds that the first look at live performance waits for, at least 2
/// @param recovery when live performance counts as recovered, and when as worse
/// @param reappraisal when a promotion is judged again
/// @param autonomy how much it may do by itself
/// @param limits how often it may try to change the champion
public record AgentSettings(
    Duration oldestReport,
    Duration retryAfter,
    Duration reopenWithin,
    Duration verifyWithin,
    int quietWindows,
    int frauds,
    RecoveryTest recovery,
    ReappraisalSettings reappraisal,
    Autonomy autonomy,
    GuardLimits limits) {
  /// Rejects spans and counts that make no sense.
  public AgentSettings {
    require(!oldestReport.isNegative() && !oldestReport.isZero(), "oldestReport", oldestReport);
    require(!retryAfter.isNegative(), "retryAfter", retryAfter);
    require(!reopenWithin.isNegative(), "reopenWithin", reopenWithin);
    require(!verifyWithin.isNegative() && !verifyWithin.isZero(), "verifyWithin", verifyWithin);
    require(quietWindows >= 1, "quietWindows", quietWindows);
    require(frauds >= 2, "frauds", frauds);
  }

  /// Full autonomy within the default limits, with the default reappraisal.
  ///
  /// @throws IllegalArgumentException as the other constructor
  public AgentSettings(
      Duration oldestReport,
      Duration retryAfter,
      Duration reopenWithin,
      Duration verifyWithin,
      int quietWindows,
      int frauds,
      RecoveryTest recovery) {
    this(
        oldestReport,
        retryAfter,
        reopenWithin,
        verifyWithin,
        quietWindows,
        frauds,
        recovery,
        ReappraisalSettings.defaults(),
        Autonomy.FULL,
        GuardLimits.defaults());
  }

  /// The defaults: reports up to max(10 min, 2 x interval) old, 30 minutes before the same is tried
  /// again, an hour to reopen, three days to verify, 2 quiet windows, 100 frauds, full autonomy
  /// within the default limits.
  ///
  /// @param monitorInterval how often the monitor checks
  public static AgentSettings defaults(Duration monitorInterval) {
    Duration twice = monitorInterval.multipliedBy(2);
    Duration least = Duration.ofMinutes(10);
    return new AgentSettings(
        twice.compareTo(least) > 0 ? twice : least,
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofDays(3),
        2,
        100,
        RecoveryTest.defaults(),
        ReappraisalSettings.defaults(),
        Autonomy.FULL,
        GuardLimits.defaults());
  }

  /// The same with reports up to another age, and with looks at a promotion no earlier than labels
  /// can be ripe.
  ///
  /// @param age how old a report may be
  /// @param maturity how long until a label counts
  public AgentSettings inEffect(Duration age, Duration maturity) {
    return new AgentSettings(
        age,
        retryAfter,
        reopenWithin,
        verifyWithin,
        quietWindows,
        frauds,
        recovery,
        reappraisal.whereLabelsRipenIn(maturity),
        autonomy,
        limits);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("agent setting " + name + " cannot be " + value);
    }
  }
}
