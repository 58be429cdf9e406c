package io.pagurus.gateway.forwarding;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Immutable. Networks of addresses, each as {@code 10.0.0.0/8}, {@code ::1/128} or one address. */
public final class Networks {

    /** None at all. */
    public static final Networks NONE = new Networks(List.of());

    public static final String EXPECTED = "networks such as 10.0.0.0/8 or ::1/128";

    private final List<IpSubnetFilterRule> rules;

    private Networks(List<IpSubnetFilterRule> rules) {
        this.rules = rules;
    }

    /**
     * Reads networks.
     *
     * @throws IllegalArgumentException when one is none
     */
    public static Networks of(List<String> texts) {
        return new Networks(texts.stream().map(Networks::rule).toList());
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        int bits =
                slash < 0 ? bytes.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    static boolean isAddress(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    }

    public boolean isNone() {
        return rules.isEmpty();
    }

    public boolean contain(InetAddress address) {
        if (rules.isEmpty()) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule rule : rules) {
            if (rule.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    /** The same for an address as text; false for what is none. */
    public boolean contain(String address) {
        InetAddress parsed =
                rules.isEmpty() ? null : NetUtil.createInetAddressFromIpAddressString(address);
        return parsed != null && contain(parsed);
    }
}
