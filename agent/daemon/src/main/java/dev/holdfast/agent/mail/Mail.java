package dev.holdfast.agent.mail;

/**
 * One mail.
 *
 * @param about the instance or sync group
 */
record Mail(String about, String subject, String text) {}
