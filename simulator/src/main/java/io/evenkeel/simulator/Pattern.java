package io.evenkeel.simulator;

/// How one kind of people pays. Immutable.
///
/// @param fraud whether they are fraudsters
/// @param logAmount mean of the logarithm of the amount in INR
/// @param logDeviation its standard deviation
/// @param hours distribution of the hour of the day
/// @param sender age of the sending account
/// @param receiver age of the receiving account
/// @param countMean mean number of payments of the sender in the last hour
/// @param devices distribution over mobile, web, POS
/// @param sameDevice share of payments from the sender's usual device
/// @param categories distribution over the merchant categories
record Pattern(
    boolean fraud,
    double logAmount,
    double logDeviation,
    Weights hours,
    Ages sender,
    Ages receiver,
    double countMean,
    Weights devices,
    double sameDevice,
    Weights categories) {}
