package dev.gramme.database.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a filter's pattern lets through; rules are those of Lambda's developer guide. */
class EventPatternTest {
    private static final Object EVENT = Objects.requireNonNull(
            JsonTree.parse(("{'eventName':'INSERT','price':100,'on':true,'nothing':null,'empty':'','list':['a','b'],"
                            + "'objects':[{'x':1},"
                            + "{'x':2}],'dynamodb':{'NewImage':{'id':{'S':'Acme-7'}}}}")
                    .replace('\'', '"')
                    .getBytes(StandardCharsets.UTF_8)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'eventName':['INSERT']} | true",
                "{'eventName':['REMOVE','INSERT']} | true",
                "{'eventName':['insert']} | false",
                "{'eventName':[{'equals-ignore-case':'insert'}]} | true",
                "{'eventName':['INSERT'],'price':[100]} | true",
                "{'eventName':['INSERT'],'price':[101]} | false",
                "{'price':[100.0]} | true",
                "{'price':['100']} | false",
                "{'price':[{'numeric':['=',100]}]} | true",
                "{'price':[{'numeric':['>',10,'<=',100]}]} | true",
                "{'price':[{'numeric':['>',10,'<',100]}]} | false",
                "{'eventName':[{'numeric':['>',10]}]} | false",
                "{'on':[true]} | true",
                "{'on':[false]} | false",
                "{'nothing':[null]} | true",
                "{'absent':[null]} | false",
                "{'empty':['']} | true",
                "{'absent':[{'exists':false}]} | true",
                "{'eventName':[{'exists':false}]} | false",
                "{'eventName':[{'exists':true}]} | true",
                "{'dynamodb':[{'exists':true}]} | false",
                "{'dynamodb':{'OldImage':{'id':{'S':[{'exists':false}]}}}} | true",
                "{'dynamodb':{'OldImage':{'id':{'S':['x']}}}} | false",
                "{'dynamodb':{'NewImage':{'id':{'S':[{'prefix':'Acme'}]}}}} | true",
                "{'dynamodb':{'NewImage':{'id':{'S':[{'suffix':'-7'}]}}}} | true",
                "{'dynamodb':{'NewImage':{'id':{'S':[{'suffix':'-8'}]}}}} | false",
                "{'eventName':[{'anything-but':['REMOVE']}]} | true",
                "{'eventName':[{'anything-but':'INSERT'}]} | false",
                "{'absent':[{'anything-but':['REMOVE']}]} | false",
                "{'list':['b']} | true",
                "{'list':['c']} | false",
                "{'objects':{'x':[2]}} | true",
                "{'objects':{'x':[3]}} | false",
                "{'$or':[{'eventName':['REMOVE']},{'price':[100]}]} | true",
                "{'$or':[{'eventName':['REMOVE']},{'price':[1]}]} | false",
                "{'on':[true],'$or':[{'eventName':['REMOVE']},{'price':[100]}]} | true"
            })
    void matches(String pattern, boolean expected) {
        assertThat(EventPattern.parse(pattern.replace('\'', '"')).matches(EVENT))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'a':'b'}",
                "{'a':[]}",
                "{'a':{}}",
                "{'a':[['b']]}",
                "{'a':[{'like':'b'}]}",
                "{'a':[{'prefix':1}]}",
                "{'a':[{'prefix':'a','suffix':'b'}]}",
                "{'a':[{'numeric':['~',1]}]}",
                "{'a':[{'numeric':['=']}]}",
                "{'a':[{'exists':1}]}",
                "{'$or':{}}",
                "{'$or':[1]}"
            })
    void isRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
