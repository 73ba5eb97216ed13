package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
    private final Items items = Sample.items();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "agent.ping | 1",
                "agent.hostname | lb01.example.net",
                "agent.version | 1.2.3",
                "vrrp.instance.get[VI_1,state] | MASTER",
                "vrrp.instance.get[VI_1,priority.effective] | 80",
                "vrrp.instance.get[VI_1,preempt] | 0",
                "vrrp.instance.get[VI_1,counters.adverts_discarded] | {\"ttl\":2}",
                "vrrp.instance.get[VI_1,master] | ''",
                "vrrp.instance.get[VI_2,master.address] | 192.0.2.12",
                "vrrp.vip.get[192.0.2.100,interface] | eth0",
                "vrrp.vip.get[192.0.2.100,instance] | VI_1",
                "vrrp.vip.get[192.0.2.100/24,held] | 1",
                "vrrp.vip.held[192.0.2.100] | 1",
                "vrrp.vip.held[192.0.2.102] | 0",
                "vrrp.vip.held[2001:0db8:0:0::100] | 1"
            })
    void answersWithAValue(String key, String value) {
        assertThat(items.answer(key)).isEqualTo(Answer.value(value == null ? "" : value));
    }

    @Test
    void theDocumentIsHandedOnAsItIs() {
        assertThat(items.answer("vrrp.get")).isEqualTo(Answer.value(Sample.STATUS));
    }

    @Test
    void anAddressOfTwoInstancesIsHereWhenOneOfThemHasIt() {
        assertThat(items.answer("vrrp.vip.held[192.0.2.101]")).isEqualTo(Answer.value("1"));
        assertThat(items.answer("vrrp.vip.get[192.0.2.101,instance]")).isEqualTo(Answer.value("VI_1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vrrp.nothing | Unsupported item key.",
                "system.uptime | Unsupported item key.",
                "vrrp get | Invalid item key format.",
                "vrrp.get[x] | Item does not allow parameters.",
                "agent.ping[] | Item does not allow parameters.",
                "vrrp.instance.get[VI_9,state] | No such instance: VI_9.",
                "vrrp.instance.get[VI_1,nothing] | No such field: nothing.",
                "vrrp.instance.get[VI_1,priority.nothing] | No such field: priority.nothing.",
                "vrrp.vip.held[192.0.2.9] | No instance has the virtual address 192.0.2.9.",
                "vrrp.vip.held[lb01] | Not an IP address: lb01."
            })
    void saysWhyThereIsNoValue(String key, String why) {
        assertThat(items.answer(key)).isEqualTo(Answer.unsupported(why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vrrp.instance.get",
                "vrrp.instance.get[VI_1]",
                "vrrp.vip.get[a,b,c]",
                "vrrp.vip.held[]x",
                "vrrp.vip.held"
            })
    void saysWhatParametersAreNeeded(String key) {
        assertThat(items.answer(key).supported()).isFalse();
    }
}
