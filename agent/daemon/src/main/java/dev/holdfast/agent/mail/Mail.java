package dev.holdfast.agent.mail;

/**
 * One mail.
 *
 * @param about the instance, sync group or virtual server
 */
record Mail(String about, String subject, String text) {}
