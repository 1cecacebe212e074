package io.evenkeel.events;

/// A prediction and what it turned out to be.
///
/// @param prediction the first prediction of that transaction
/// @param fraud the latest label
public record LabelledPrediction(Event.Prediction prediction, boolean fraud) {}
