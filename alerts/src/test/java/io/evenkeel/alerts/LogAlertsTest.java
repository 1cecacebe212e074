package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

class LogAlertsTest {
  @Test
  void anAlertIsOneWarning() {
    TestingLogger log = new TestingLogger();
    new LogAlerts(log).send(TestingAlerts.hourMoved("k", TestingAlerts.NOON));
    assertThat(log.lines)
        .containsExactly(
            "WARN ALERT incident inc-1, version v3: moved: hour 0.438 (limit 0.100);"
                + " drift_score=0.500 -> alert (confidence 0.6875);"
                + " data: receiver_age_days: 8.0 % of the values are missing;"
                + " reasoning: one feature moved; to do: Look at the callers that send at night.");
  }

  private static final class TestingLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;
    private final transient List<String> lines = new ArrayList<>();

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable cause) {
      lines.add(level + " " + message);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
