package io.closewatch.jmx;

import io.closewatch.config.RuntimeOptions;
import io.closewatch.log.Log;
import io.closewatch.monitor.Operator;
import io.closewatch.report.PlainText;
import java.util.function.Function;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.slf4j.Logger;

/**
 * {@code io.closewatch:type=Controls}: what an operator may change. JConsole fills text fields with
 * the word "String": that counts as nothing given.
 */
final class ControlsBean extends DescribedBean {
  private static final String STRING = String.class.getName();

  private static final Logger logger = Log.of(ControlsBean.class);

  ControlsBean(Operator operator) {
    super(
        "Controls of the running agent; changes last until it is stopped. See also scanNow of the"
            + " MBean Report and stop of the MBean Agent.");
    add(
        BeanAttribute.text(
            "Mark", operator::marked, "The mark that sinceMark compares with; empty if none."));
    add(
        BeanAttribute.lines(
            "Muted",
            () -> operator.muted().toArray(new String[0]),
            "What is muted, with the number and the count of its findings now."));
    add(
        BeanAttribute.gauge(
            "MutedFindings",
            "findings",
            operator::mutedFindings,
            "Findings of the last scan that are muted; in no other number of findings."));
    addMark(operator);
    addMute(operator);
    addSettings(operator);
  }

  private void addMark(Operator operator) {
    action(
        "mark",
        "Scans, and marks this moment, say before a deployment; replaces the mark of before.",
        arguments -> operator.mark(""));
    action(
        "mark",
        "Scans, and marks this moment by a name, such as a release; replaces the mark of before.",
        arguments -> operator.mark((String) arguments[0]),
        text("name", "What to call it, up to 100 characters; empty: nothing."));
    action(
        "sinceMark",
        "Scans, and tells what is new, grown or gone since the mark, and what each line has opened.",
        arguments -> operator.sinceMark());
  }

  private void addMute(Operator operator) {
    action(
        "mute",
        "Sets the findings of a site apart: listed as muted, in no verdict and no notification.",
        arguments -> operator.mute((String) arguments[0]),
        text("site", "A line of the table Sites or of a finding, or a fingerprint of the JSON."));
    action(
        "unmute",
        "Takes a mute back; listeners are told of the findings that are still there.",
        arguments -> operator.unmute((String) arguments[0]),
        text("site", "As it was muted; the attribute Muted lists them."));
  }

  private void addSettings(Operator operator) {
    action(
        "setOption",
        "Changes a grace or the scan interval at once, and scans; not kept over a restart.",
        arguments -> operator.setOption((String) arguments[0], (String) arguments[1]),
        text("option", "One of " + RuntimeOptions.names() + "."),
        text("value", "A duration such as 500ms, 10s or 2m; default: as the agent was started."));
    action(
        "resetCounters",
        "Starts the peaks of all lines and the list of recovered findings anew. Counters of metrics"
            + " go on: sinceMark gives differences.",
        arguments -> operator.resetCounters());
  }

  private void action(
      String name,
      String description,
      Function<Object[], Object> body,
      MBeanParameterInfo... parameters) {
    Function<Object[], Object> logged =
        arguments -> {
          try {
            return body.apply(arguments);
          } catch (IllegalArgumentException | IllegalStateException e) {
            logger.info(
                "operator: {} refused: {}", name, PlainText.of(String.valueOf(e.getMessage())));
            throw e;
          }
        };
    add(
        new BeanOperation(
            name, STRING, MBeanOperationInfo.ACTION, description, logged, parameters));
  }

  private static MBeanParameterInfo text(String name, String description) {
    return new MBeanParameterInfo(name, STRING, description);
  }
}
