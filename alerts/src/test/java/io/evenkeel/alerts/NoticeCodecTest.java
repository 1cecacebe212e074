package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NoticeCodecTest {
  @Test
  void everyKindOfNoticeComesBackAsItWas() {
    for (Notice.Kind kind : Notice.Kind.values()) {
      for (IncidentState state : IncidentState.values()) {
        Notice notice = TestingNotices.of(kind, state, Decision.ROLLBACK);
        assertThat(NoticeCodec.read(NoticeCodec.write(notice))).isEqualTo(notice);
      }
    }
    assertThat(NoticeCodec.read(NoticeCodec.write(TestingNotices.hostile())))
        .isEqualTo(TestingNotices.hostile());
  }

  @Test
  void spansKeepTheirNanosecondsAndRoundOnesAreReadable() {
    Notice notice = TestingNotices.resolved("inc-1");
    assertThat(NoticeCodec.write(notice))
        .contains("\"time_to_detect_seconds\":18.4,\"time_to_recover_seconds\":138,");
    Notice exact = withDetect(notice, Duration.ofSeconds(1_200, 7));
    assertThat(NoticeCodec.write(exact)).contains("\"time_to_detect_seconds\":1200.000000007,");
    assertThat(NoticeCodec.read(NoticeCodec.write(exact))).isEqualTo(exact);
    assertThat(NoticeCodec.write(withDetect(notice, Duration.ofSeconds(100))))
        .contains("\"time_to_detect_seconds\":100,");
  }

  @Test
  void aNumberThatIsNotFiniteIsNull() {
    Notice notice = moved(new Notice.MovedFeature("hour", "psi", Double.POSITIVE_INFINITY, 0.1));
    String json = NoticeCodec.write(notice);
    assertThat(json).contains("\"score\":null,\"limit\":0.1");
    assertThat(NoticeCodec.read(json).moved().getFirst().score()).isNaN();
  }

  @Test
  void readingIsStrict() {
    String json = NoticeCodec.write(TestingNotices.decided("inc-1"));
    refuses(json.replace("\"format\":1", "\"format\":2"), "format 2");
    refuses(json.replace("\"format\":1", "\"format\":1,\"colour\":\"red\""), "colour");
    refuses(json.replace("\"format\":1", "\"format\":1,\"format\":1"), "format");
    refuses(json.replace("\"outcome\":\"\",", ""), "outcome");
    refuses(json.replace("\"outcome\":\"\"", "\"outcome\":null"), "outcome");
    refuses(json.replace("\"drift_score\":0.625,", ""), "drift_score");
    refuses(json.replace("\"kind\":\"decided\"", "\"kind\":\"wondered\""), "wondered");
    refuses(json.replace("\"state\":\"open\"", "\"state\":\"ajar\""), "ajar");
    refuses(json.replace("2026-11-20T12:00:00Z", "noon"), "noon");
    refuses(json + "{}", "");
    refuses("", "");
  }

  private static void refuses(String json, String why) {
    assertThatThrownBy(() -> NoticeCodec.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("")
        .hasMessageContaining(why);
  }

  private static Notice withDetect(Notice notice, Duration timeToDetect) {
    return copy(notice, notice.moved(), Optional.of(timeToDetect));
  }

  private static Notice moved(Notice.MovedFeature feature) {
    Notice notice = TestingNotices.decided("inc-1");
    return copy(notice, List.of(feature), notice.timeToDetect());
  }

  private static Notice copy(
      Notice notice, List<Notice.MovedFeature> moved, Optional<Duration> timeToDetect) {
    return new Notice(
        notice.incident(),
        notice.key(),
        notice.time(),
        notice.kind(),
        notice.state(),
        notice.model(),
        notice.version(),
        notice.decision(),
        notice.source(),
        notice.confidence(),
        notice.reasoning(),
        OptionalDouble.of(0.5),
        moved,
        notice.quality(),
        notice.outcome(),
        notice.change(),
        timeToDetect,
        notice.timeToRecover(),
        notice.whatToDo());
  }
}
