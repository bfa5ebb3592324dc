package io.closewatch.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Right and wrong answers over the whole corpus. Thread-safe. */
final class Score {
  private final List<String> found = Collections.synchronizedList(new ArrayList<>());
  private final List<String> missed = Collections.synchronizedList(new ArrayList<>());
  private final List<String> falseAlarms = Collections.synchronizedList(new ArrayList<>());
  private final List<String> quiet = Collections.synchronizedList(new ArrayList<>());

  void found(String run) {
    found.add(run);
  }

  void missed(String run) {
    missed.add(run);
  }

  void falseAlarm(String run) {
    falseAlarms.add(run);
  }

  void quiet(String run) {
    quiet.add(run);
  }

  /** Of the findings that were shown, the share that is right. */
  double precision() {
    return share(found.size(), falseAlarms.size());
  }

  /** Of the faults that were there, the share that was shown. */
  double recall() {
    return share(found.size(), missed.size());
  }

  /** Where something was wrong, to be read by a person. */
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    missed.forEach(run -> wrong.add("missed: " + run));
    falseAlarms.forEach(run -> wrong.add("false alarm: " + run));
    return wrong;
  }

  @Override
  public String toString() {
    return "corpus: precision "
        + precision()
        + ", recall "
        + recall()
        + " ("
        + found.size()
        + " faults found, "
        + missed.size()
        + " missed, "
        + falseAlarms.size()
        + " false alarms, "
        + quiet.size()
        + " clean runs without a finding)";
  }

  private static double share(int right, int wrong) {
    return right + wrong == 0 ? 0 : (double) right / (right + wrong);
  }
}
