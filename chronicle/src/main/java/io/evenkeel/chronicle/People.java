package io.evenkeel.chronicle;

import io.evenkeel.alerts.Notice;
import io.evenkeel.alerts.NoticeChannels;
import java.time.Instant;
import java.util.List;

/// Where people are told.
interface People {
  /// The queues of the channels; empty when there is none.
  List<String> queues();

  /// Puts a notice into every queue; nothing happens where it is already.
  void put(Notice notice);

  /// Delivers what is due.
  void deliver(Instant until) throws InterruptedException;

  /// Ends what is under way.
  void close();

  /// The remote channels.
  static People of(NoticeChannels channels) {
    return new People() {
      @Override
      public List<String> queues() {
        return channels.queues();
      }

      @Override
      public void put(Notice notice) {
        channels.put(notice);
      }

      @Override
      public void deliver(Instant until) throws InterruptedException {
        channels.deliver(until);
      }

      @Override
      public void close() {
        channels.close();
      }
    };
  }
}
