#include "tone/rules.hpp"

#include "core/personal.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

namespace rw::tone {
namespace {

constexpr std::array<std::string_view, group_count> group_names{"light", "question", "grievance", "hurt"};

/// One table of a rule file: takes its keys, and complains of what is not as it should be.
class Table {
public:
    Table(toml::table const& table, std::string const& file, std::vector<RuleFault>& faults)
        : table_{table}, file_{file}, faults_{faults} {}

    int line() const { return static_cast<int>(table_.source().begin.line); }
    void complain(std::string what) { faults_.push_back({file_, line(), std::move(what)}); }
    void complain_at(toml::node const& node, std::string what) {
        faults_.push_back({file_, static_cast<int>(node.source().begin.line), std::move(what)});
    }

    void only(std::initializer_list<std::string_view> known) {
        for (auto const& [key, value] : table_) {
            if (std::ranges::find(known, key.str()) != known.end()) continue;
            std::string all;
            for (auto const one : known)
                all.append(all.empty() ? "" : ", ").append(one);
            complain_at(value,
                        "`" + std::string{key.str()} + "` is no key of a rule, expected one of " + all);
        }
    }
    std::string text(char const* key, bool must) {
        auto const* node = table_.get(key);
        if (node == nullptr) {
            if (must) complain(std::string{key} + " is missing, expected a text");
            return {};
        }
        if (auto const value = node->value_exact<std::string>()) return *value;
        complain_at(*node, std::string{key} + ": expected a text");
        return {};
    }
    double number(char const* key, double fallback, double least, double most) {
        auto const* node = table_.get(key);
        if (node == nullptr) return fallback;
        auto const value = node->is_number() ? node->value<double>() : std::nullopt;
        if (value && *value >= least && *value <= most) return *value;
        complain_at(*node, std::string{key} + ": expected a number from " + short_text(least) + " to " +
                               short_text(most));
        return fallback;
    }
    bool flag(char const* key, bool fallback) {
        auto const* node = table_.get(key);
        if (node == nullptr) return fallback;
        if (auto const value = node->value_exact<bool>()) return *value;
        complain_at(*node, std::string{key} + ": expected true or false");
        return fallback;
    }
    std::vector<std::string> texts(char const* key, bool must) {
        std::vector<std::string> all;
        auto const* node = table_.get(key);
        if (node == nullptr) {
            if (must) complain(std::string{key} + " is missing, expected a list of texts");
            return all;
        }
        auto const* list = node->as_array();
        if (list == nullptr || (must && list->empty())) {
            complain_at(*node, std::string{key} + ": expected a list of texts");
            return all;
        }
        for (auto const& one : *list) {
            auto const value = one.value_exact<std::string>();
            if (value && !value->empty()) {
                all.push_back(*value);
            } else {
                complain_at(one, std::string{key} + ": expected a text that is not empty");
            }
        }
        return all;
    }

private:
    static std::string short_text(double value) {
        auto text = std::to_string(value);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
        return text;
    }
    toml::table const& table_;
    std::string const& file_;
    std::vector<RuleFault>& faults_;
};

std::vector<Group> groups_of(Table& table, std::vector<std::string> const& names) {
    std::vector<Group> groups;
    for (auto const& name : names) {
        auto const found = std::ranges::find(group_names, name);
        if (found == group_names.end())
            table.complain("to: `" + name + "` is none, expected light, question, grievance or hurt");
        else
            groups.push_back(static_cast<Group>(found - group_names.begin()));
    }
    return groups;
}

std::uint64_t personal_of(Table& table, std::vector<std::string> const& names) {
    std::uint64_t kinds = 0;
    for (auto const& name : names) {
        bool known = false;
        for (std::size_t kind = 0; kind < personal_kinds; ++kind) {
            if (to_text(static_cast<PersonalKind>(kind)) != name) continue;
            kinds |= std::uint64_t{1} << kind;
            known = true;
        }
        if (!known)
            table.complain("personal: `" + name +
                           "` is none, expected mobile, identity_card, bank_card, mail, plate, address or "
                           "order_number");
    }
    return kinds;
}

template <class Label>
std::optional<Label> label_of(Table& table, std::string const& name) {
    auto const label = parse_label<Label>(name);
    if (!label && !name.empty()) table.complain("label: `" + name + "` is none that there is");
    return label;
}

Rule read_rule(Table& table, bool of_reply) {
    table.only({"number", "id", "label", "weight", "floor", "sure", "alone", "negatable", "quotable",
                "plain_only", "to", "patterns", "personal", "vetoes", "why", "why_en", "fires_on",
                "silent_on", "example_to"});
    Rule rule;
    rule.line = table.line();
    rule.number = static_cast<std::uint16_t>(table.number("number", 0, 1, 65535));
    if (rule.number == 0) table.complain("number is missing, expected one that no other rule has");
    rule.id = table.text("id", true);
    auto const label = table.text("label", true);
    if (of_reply) {
        rule.reply = label_of<ReplyLabel>(table, label);
    } else {
        rule.fan = label_of<FanLabel>(table, label);
    }
    rule.weight = static_cast<float>(table.number("weight", 1.5, -10, 10));
    rule.floor = static_cast<std::uint8_t>(table.number("floor", 0, 0, 3));
    rule.sure = table.flag("sure", false);
    rule.alone = table.flag("alone", false);
    rule.negatable = table.flag("negatable", true);
    rule.quotable = table.flag("quotable", !of_reply);
    rule.plain_only = table.flag("plain_only", false);
    rule.to = groups_of(table, table.texts("to", false));
    rule.personal = personal_of(table, table.texts("personal", false));
    rule.patterns = table.texts("patterns", rule.personal == 0);
    rule.vetoes = table.texts("vetoes", false);
    if (rule.patterns.empty() && !rule.vetoes.empty())
        table.complain("vetoes take back what patterns find, expected none beside personal data alone");
    rule.why_zh = table.text("why", true);
    rule.why_en = table.text("why_en", true);
    rule.fires_on = table.texts("fires_on", true);
    rule.silent_on = table.texts("silent_on", true);
    rule.example_to = table.text("example_to", false);
    return rule;
}

/// Calls `take` for each table of the list `key`. False when the file is no TOML.
template <class Take>
void each(std::string_view text, std::string const& name, char const* key, std::vector<RuleFault>& faults,
          Take take) {
    toml::table document;
    try {
        document = toml::parse(text, name);
    } catch (toml::parse_error const& error) {
        faults.push_back(
            {name, static_cast<int>(error.source().begin.line), std::string{error.description()}});
        return;
    }
    for (auto const& [other, value] : document) {
        if (other.str() != key)
            faults.push_back(
                {name, static_cast<int>(value.source().begin.line),
                 "`" + std::string{other.str()} + "` is not known here, expected [[" + key + "]]"});
    }
    auto const* list = document[key].as_array();
    if (list == nullptr) return;
    for (auto const& one : *list) {
        if (auto const* found = one.as_table()) {
            Table table{*found, name, faults};
            take(table);
        }
    }
}

void complain_of_twins(std::vector<Rule> const& rules, std::string const& name,
                       std::vector<RuleFault>& faults) {
    std::set<int> numbers;
    std::set<std::string> ids;
    for (auto const& rule : rules) {
        if (rule.number != 0 && !numbers.insert(rule.number).second)
            faults.push_back(
                {name, rule.line, "number " + std::to_string(rule.number) + " is another rule's already"});
        if (!ids.insert(rule.id).second)
            faults.push_back({name, rule.line, "id `" + rule.id + "` is another rule's already"});
    }
}

std::vector<RuleFault> read_rules(std::string_view text, std::string const& name, bool of_reply,
                                  std::vector<Rule>& out) {
    std::vector<RuleFault> faults;
    each(text, name, "rule", faults, [&](Table& table) { out.push_back(read_rule(table, of_reply)); });
    complain_of_twins(out, name, faults);
    return faults;
}

}  // namespace

std::string_view to_text(Group group) {
    return group_names[static_cast<std::size_t>(group)];
}

std::string to_text(RuleFault const& fault) {
    return fault.file + ":" + std::to_string(fault.line) + ": " + fault.what;
}

std::vector<RuleFault> read_fan_rules(std::string_view text, std::string const& name, RuleSet& out) {
    return read_rules(text, name, false, out.fan);
}

std::vector<RuleFault> read_reply_rules(std::string_view text, std::string const& name, RuleSet& out) {
    return read_rules(text, name, true, out.reply);
}

std::vector<RuleFault> read_concepts(std::string_view text, std::string const& name, RuleSet& out) {
    std::vector<RuleFault> faults;
    each(text, name, "concept", faults, [&](Table& table) {
        table.only({"id", "patterns"});
        Concept one;
        one.line = table.line();
        one.id = table.text("id", true);
        one.patterns = table.texts("patterns", true);
        out.concepts.push_back(std::move(one));
    });
    std::set<std::string> ids;
    for (auto const& one : out.concepts) {
        if (!ids.insert(one.id).second)
            faults.push_back({name, one.line, "id `" + one.id + "` is another concept's already"});
    }
    return faults;
}

}  // namespace rw::tone
