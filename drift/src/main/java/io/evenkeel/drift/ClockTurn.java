package io.evenkeel.drift;

import java.nio.ByteBuffer;

/// Follows the clock of a stream to tell when it has gone round.
///
/// Mutable; belongs to its [ClockDay].
final class ClockTurn {
  /// A clock that does not get further for so many times as long as a value takes stands still.
  static final int PATIENCE = 6;

  /// Numbers of a snapshot.
  static final int NUMBERS = 4;

  private final int size;
  private final long span;

  /// The value seen last; -1 before the first.
  private long shown = -1;

  /// Steps forward since the day began, less those back.
  private long advance;

  /// The largest advance of the day, and the slice at which it was reached. 0 before the first step
  /// forward: the day did not begin at a whole value.
  private long furthest;

  private long progressed = -1;

  /// What a slice does to the day.
  enum Move {
    GOES_ON,
    /// The clock has moved for the first time: what was counted before is part of a value.
    BEGINS,
    IS_OVER
  }

  /// @param size values of the clock
  /// @param span slices that a turn takes by the settings
  ClockTurn(int size, long span) {
    this.size = size;
    this.span = span;
  }

  /// Takes the next slice.
  ///
  /// @param slice its number
  /// @param passed slices since the day began
  /// @param now the value of its clock, -1 where it shows none
  Move move(long slice, long passed, int now) {
    progressed = progressed < 0 ? slice : progressed;
    if (now >= 0) {
      long step = shown < 0 ? 0 : Math.floorMod(now - shown, size);
      advance += 2 * step <= size ? step : step - size;
      shown = now;
    }
    if (advance > furthest) {
      boolean first = furthest == 0;
      long turns = (advance - 1) / size - (furthest - 1) / size;
      furthest = advance;
      progressed = slice;
      if (first) {
        advance = 1;
        furthest = 1;
        return Move.BEGINS;
      }
      if (turns > 0 && 2 * passed >= span) {
        advance = 1;
        furthest = 1;
        return Move.IS_OVER;
      }
    }
    // Divided rather than multiplied: a span may be any long.
    boolean still = (slice - progressed) / PATIENCE >= span / size;
    if (passed >= span && still) {
      advance = 0;
      furthest = 0;
      return Move.IS_OVER;
    }
    return Move.GOES_ON;
  }

  void write(ByteBuffer buffer) {
    buffer.putLong(shown).putLong(advance).putLong(furthest).putLong(progressed);
  }

  void read(ByteBuffer buffer) {
    shown = buffer.getLong();
    advance = buffer.getLong();
    furthest = buffer.getLong();
    progressed = buffer.getLong();
  }
}
