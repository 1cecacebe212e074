package io.evenkeel.ledger;

/// The ledger could not be read or written. Nothing of the failed call remains.
public final class LedgerException extends RuntimeException {
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
