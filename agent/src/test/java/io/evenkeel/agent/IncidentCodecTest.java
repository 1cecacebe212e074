package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Repair;
import io.evenkeel.incident.Symptom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.000001Z");

  private static Incident opened() {
    return Incident.open(
        new Symptom("r-1", "v1", List.of("amount", "hour"), Optional.of(NOON), NOON), NOON);
  }

  private static Repair.Changed change(double rocAuc) {
    return new Repair.Changed(
        "v1",
        "v2",
        rocAuc,
        0.0123,
        NOON,
        NOON.plusSeconds(60),
        150,
        new Repair.Watch(NOON.plusSeconds(4), 1));
  }

  @Test
  void everyKindOfIncidentComesBackAsItWent() {
    Incident told = opened().decided(Decision.ALERT, NOON).attempting().told("v1", NOON);
    Incident changed =
        opened().decided(Decision.RETRAIN, NOON).attempting().changed(change(0.95), NOON);
    List<Incident> all =
        List.of(
            opened(),
            told,
            changed,
            changed.mitigated(NOON.plusSeconds(9)),
            changed.mitigated(NOON).resolved(NOON.plusSeconds(20)),
            changed.reopened().withEscalation().attempting());
    for (Incident incident : all) {
      assertThat(IncidentCodec.read(IncidentCodec.write(incident))).isEqualTo(incident);
    }
  }

  @Test
  void anExpectationThatIsNotKnownComesBackAsNotKnown() {
    Incident incident = opened().attempting().changed(change(Double.NaN), NOON);
    String json = IncidentCodec.write(incident);
    assertThat(json).contains("\"expected_roc_auc\":null");
    assertThat(IncidentCodec.read(json)).isEqualTo(incident);
  }

  @Test
  void aDocumentThatIsNotExactlyAnIncidentIsRejected() {
    String json = IncidentCodec.write(opened().attempting().changed(change(0.95), NOON));
    rejects(json.replace("\"handled\":true", "\"handled\":\"yes\""), "handled must be true");
    rejects(json.replace("\"attempt\":1,", ""), "lacks the field attempt");
    rejects(json.replace("\"attempt\":1", "\"attempt\":1.5"), "attempt must be a whole number");
    rejects(json.replace("\"attempt\":1", "\"attempt\":1,\"extra\":2"), "unknown field extra");
    rejects(json.replace("\"kind\"", "\"sort\":1,\"kind\""), "incident.repair has an unknown");
    rejects(json.replace("\"changed\"", "\"magic\""), "not a kind of repair: magic");
    rejects(json.replace("\"mitigating\"", "\"fine\""), "not a state of an incident: fine");
    rejects(json.replace("\"state\"", "\"id\""), "id");
    rejects(json.substring(0, json.length() / 2), "is not JSON");
    rejects("[]", "must be a JSON object");
  }

  private static void rejects(String json, String message) {
    assertThatThrownBy(() -> IncidentCodec.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
