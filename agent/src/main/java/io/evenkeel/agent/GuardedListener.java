package io.evenkeel.agent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a faulty listener from disturbing the agent.
record GuardedListener(AgentListener listener) implements AgentListener {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

  @Override
  public void on(AgentEvent event) {
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      LOG.error("a listener failed on {}", event, e);
    }
  }
}
