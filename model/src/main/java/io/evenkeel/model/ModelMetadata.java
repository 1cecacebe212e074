package io.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/// What a bundle says of itself.
///
/// @param version the name of the version, for instance `v2`
/// @param parent the version that it was retrained from; empty for a first one
/// @param why the reason for which it was trained, in words
/// @param trainedAt when training ended
/// @param trainingRows rows that it was fitted on
/// @param holdoutRows rows of its own hold-out
/// @param holdoutPositives positives among these
/// @param referenceRows rows that it answers for
/// @param rocAuc ROC-AUC on its own hold-out
/// @param prAuc PR-AUC (average precision) on its own hold-out
/// @param threshold the decision threshold
/// @param seed the seed of the training
/// @param trainingSeconds how long the training took
public record ModelMetadata(
    String version,
    Optional<String> parent,
    String why,
    Instant trainedAt,
    int trainingRows,
    int holdoutRows,
    int holdoutPositives,
    int referenceRows,
    double rocAuc,
    double prAuc,
    double threshold,
    long seed,
    double trainingSeconds) {}
