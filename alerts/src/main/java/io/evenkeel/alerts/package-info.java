/// Telling people: file, log, Slack, Alertmanager, PagerDuty, webhook.
@NullMarked
package io.evenkeel.alerts;

import org.jspecify.annotations.NullMarked;
