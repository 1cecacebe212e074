package io.evenkeel.ledger;

/// The ledger could not be read or written. Nothing of the failed call remains, unless the message
/// says that this is not known.
public sealed class LedgerException extends RuntimeException permits Fenced {
  private static final long serialVersionUID = 1L;

  /// Says what failed.
  public LedgerException(String message) {
    super(message);
  }

  /// Says what failed, with the cause.
  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
