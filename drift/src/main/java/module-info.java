/// Statistics only: two samples or a stream in, evidence out; no I/O.
module io.evenkeel.drift {
  exports io.evenkeel.drift;

  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.inference;
  requires static org.jspecify;
}
