@org.jspecify.annotations.NullMarked
package io.pagurus.gateway.listener;
