package io.evenkeel.serving;

/// A transaction to be scored, valid by the schema.
///
/// @param id the client's id, empty where it gave none
/// @param row one value per feature, NaN where missing
/// @param passThrough whether the client lets it pass whatever its score, drawn by lot beforehand
@SuppressWarnings("ArrayRecordComponent") // a row, handed over
record Transaction(String id, double[] row, boolean passThrough) {}
