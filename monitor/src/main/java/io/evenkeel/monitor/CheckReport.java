package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import java.time.Instant;
import java.util.Optional;

/// What one check found, as it is written to `reports/latest_report.json`.
///
/// @param id unique; sorts by time
/// @param timestamp when the check was made
/// @param version the version that served the window
/// @param window the rows it looked at; empty when there were none
/// @param drift the evidence
/// @param confirmed whether the finding was seen in a second window too; true for an OK
/// @param onset the earliest time at which the drift is known to have been there, if it drifted
/// @param performance live ROC-AUC of the version on all mature labelled rows since its promotion
/// @param recommendation what the policy says of this evidence alone
public record CheckReport(
    String id,
    Instant timestamp,
    String version,
    Optional<Window> window,
    DriftReport drift,
    boolean confirmed,
    Optional<Instant> onset,
    RocAuc performance,
    Recommendation recommendation) {}
