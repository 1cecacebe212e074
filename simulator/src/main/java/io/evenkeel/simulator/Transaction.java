package io.evenkeel.simulator;

/// One payment with the truth about it.
///
/// @param amount INR, 1 to 200,000, in whole paise
/// @param hour hour of the day, 0 to 23
/// @param merchantCat merchant category, 0 to 9
/// @param deviceType 0 mobile, 1 web, 2 POS
/// @param senderAgeDays age of the sending account in days
/// @param receiverAgeDays age of the receiving account in days
/// @param sameDevice whether it came from the sender's usual device
/// @param txnCount1h payments of the sender in the last hour, 0 to 60
/// @param fraud whether it is a fraud
/// @param reported what is reported later: a few frauds are missed, a few honest rows accused
public record Transaction(
    double amount,
    int hour,
    int merchantCat,
    int deviceType,
    int senderAgeDays,
    int receiverAgeDays,
    boolean sameDevice,
    int txnCount1h,
    boolean fraud,
    boolean reported) {
  /// The features as a row in the order of [UpiWorld#schema].
  public double[] row() {
    return new double[] {
      amount,
      hour,
      merchantCat,
      deviceType,
      senderAgeDays,
      receiverAgeDays,
      sameDevice ? 1 : 0,
      txnCount1h
    };
  }
}
