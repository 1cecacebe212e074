package io.evenkeel.serving;

/// A transaction that was scored.
///
/// @param id its id, the client's or a generated one
/// @param named whether the client named it
/// @param row one value per feature, NaN where missing
/// @param probability the score
/// @param fraud whether the score reached the threshold
/// @param passThrough whether the client lets it pass whatever its score
@SuppressWarnings("ArrayRecordComponent") // a row, handed over
record Scored(
    String id,
    boolean named,
    double[] row,
    double probability,
    boolean fraud,
    boolean passThrough) {}
