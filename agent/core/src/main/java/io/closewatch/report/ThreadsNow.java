package io.closewatch.report;

import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.report.StackText.Section;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the threads do now that handle the sockets of a finding. */
final class ThreadsNow {
  private static final int THREADS_SHOWN = 3;

  /**
   * The stack at which most of the threads stand, and those that have ended.
   *
   * @param lookAt the frame to mark if it is on the stack, else the innermost of the application
   */
  static List<Section> of(List<SocketSnapshot> sockets, @Nullable Frame lookAt) {
    Set<ThreadSnapshot> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    List<ThreadSnapshot> threads = new ArrayList<>();
    Set<String> ended = new LinkedHashSet<>();
    for (SocketSnapshot socket : sockets) {
      Handling handling = socket.handling();
      if (handling != null) {
        ThreadSnapshot thread = handling.thread();
        if (thread != null && distinct.add(thread)) {
          threads.add(thread);
        } else if (handling.threadEnded()) {
          ended.add(PlainText.quoted(handling.threadName()));
        }
      }
    }
    List<Section> sections = new ArrayList<>();
    if (!threads.isEmpty()) {
      sections.add(section(threads, lookAt));
    }
    if (!ended.isEmpty()) {
      String title =
          ended.size() == 1 ? "Thread " : Wording.count(ended.size(), "thread") + " have ended: ";
      String names = Wording.tally(new ArrayList<>(ended), THREADS_SHOWN);
      sections.add(
          new Section(title + names + (ended.size() == 1 ? " has ended" : ""), null, "", false));
    }
    return sections;
  }

  private static Section section(List<ThreadSnapshot> threads, @Nullable Frame lookAt) {
    Groups<List<Frame>, ThreadSnapshot> byFrames = Groups.of(threads, ThreadSnapshot::frames);
    List<ThreadSnapshot> shown = byFrames.biggest();
    List<Frame> frames = shown.get(0).frames();
    int elsewhere = threads.size() - shown.size();
    return new Section(
        title(shown),
        new Trace(frames, marked(frames, lookAt)),
        elsewhere == 0 ? "" : "and " + Wording.count(elsewhere, "thread") + " elsewhere",
        true);
  }

  private static String title(List<ThreadSnapshot> shown) {
    List<String> names = new ArrayList<>();
    Set<String> states = new LinkedHashSet<>();
    long still = Long.MAX_VALUE;
    for (ThreadSnapshot thread : shown) {
      names.add(PlainText.quoted(thread.name()));
      states.add(thread.state().name());
      still = Math.min(still, thread.stillMillis());
    }
    boolean one = shown.size() == 1;
    String threads =
        (one ? "Thread " : "Threads ") + Wording.tally(names, THREADS_SHOWN) + " now, ";
    if (shown.stream().allMatch(ThreadSnapshot::isSelecting)) {
      return threads + (one ? "waits in select()" : "wait in select()");
    }
    return threads
        + String.join(" or ", states)
        + (still == 0
            ? ""
            : (one ? ", has not moved for " : ", have not moved for ") + Wording.duration(still));
  }

  private static int marked(List<Frame> frames, @Nullable Frame lookAt) {
    int index = lookAt == null ? -1 : frames.indexOf(lookAt);
    for (int i = 0; index < 0 && i < frames.size(); i++) {
      String name = frames.get(i).className();
      if (!FrameOrigin.isJdk(name) && !FrameOrigin.isLibrary(name)) {
        return i;
      }
    }
    return index;
  }

  private ThreadsNow() {}
}
