package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinksTest {
  @Test
  void theIdIsAppendedToTheAddressOfIncidents() {
    assertThat(incident("https://wiki.example/incidents/", "inc-1"))
        .isEqualTo("https://wiki.example/incidents/inc-1");
    assertThat(incident("https://user:pw@console.example/?incident=", "inc 1/<a>&b"))
        .isEqualTo("https://console.example/?incident=inc%201%2F%3Ca%3E%26b");
    assertThat(incident("http://console.example:8080", "9"))
        .isEqualTo("http://console.example:8080/9");
    assertThat(incident("http://console.example", "i".repeat(2_000))).isEqualTo("none");
  }

  @Test
  void everyChannelLinksToTheIncident() {
    Links links = links("https://wiki.example/");
    Notice notice = TestingNotices.acted("inc-1");
    assertThat(SlackRules.texts(tree(SlackMessage.json(notice, links))))
        .contains("<https://wiki.example/inc-1|Incident inc-1>")
        .noneMatch(text -> text.contains("./evenkeel"));
    assertThat(AlertmanagerAlert.of(notice, notice, links).get("annotations").get("incident_url"))
        .hasToString("\"https://wiki.example/inc-1\"");
    JsonNode event = tree(new PagerDutyEvent(notice, links, PagerDutyRules.KEY).alert());
    assertThat(event.get("links").get(0).toString())
        .isEqualTo("{\"href\":\"https://wiki.example/inc-1\",\"text\":\"Incident\"}");
  }

  @Test
  void withoutAnAddressSlackShowsTheCommandUnlessItsIdIsNotPlain() {
    Links none = Links.of(TestingChannels.none());
    assertThat(SlackRules.texts(tree(SlackMessage.json(TestingNotices.acted("inc-1"), none))))
        .contains("Incident inc-1", "`./evenkeel incidents inc-1`");
    assertThat(SlackRules.texts(tree(SlackMessage.json(TestingNotices.acted("i; reboot"), none))))
        .contains("Incident i; reboot")
        .noneMatch(text -> text.contains("./evenkeel"));
  }

  private static String incident(String base, String id) {
    return links(base).incident(TestingNotices.acted(id)).map(URI::toString).orElse("none");
  }

  private static Links links(String base) {
    return Links.of(TestingChannels.withIncidents(TestingChannels.none(), URI.create(base)));
  }

  private static JsonNode tree(String json) {
    return JsonMapper.shared().readTree(json);
  }
}
