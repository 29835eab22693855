/// When a person has to be asked: rules on tool, arguments and what was measured. Knows neither database nor clock; the
/// store of approvals asks here first.
package dev.belay.approval.rule;
