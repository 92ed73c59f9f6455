// Kinds of value made from simpler ones: choices, lists, names with a type of their own.
#pragma once

#include "config/kind.hpp"
#include "config/nearest.hpp"

#include <utility>

namespace rw::config {

/// What `from` reads, as another type. `make` may give nothing only for what `from` has refused.
template <class To, class From>
Kind<To> as(Kind<From> from, std::function<To(From)> make, std::function<From(To const&)> back) {
    auto read = [from, make](Node const& node, Reading& reading) -> std::optional<To> {
        auto value = from.read(node, reading);
        if (!value) return std::nullopt;
        return make(std::move(*value));
    };
    auto show = [from, back](To const& value) { return from.show(back(value)); };
    return {from.type, std::move(read), std::move(show)};
}

template <class Name>
Kind<Name> id_of(Kind<std::string> words) {
    return as<Name, std::string>(
        std::move(words), [](std::string text) { return Name{std::move(text)}; },
        [](Name const& id) { return id.text(); });
}

/// One of a few words, each of which stands for a value.
template <class T>
struct Word {
    std::string word;
    T value;
};
template <class T>
Kind<T> one_of(std::vector<Word<T>> words) {
    std::vector<std::string> known;
    for (auto const& each : words)
        known.push_back(each.word);
    auto const expected = joined(known);
    auto read = [=](Node const& node, Reading& reading) -> std::optional<T> {
        if (!is_a(Node::Type::text, node, reading, "one of " + expected)) return std::nullopt;
        for (auto const& each : words) {
            if (each.word == node.text) return each.value;
        }
        reading.complain(node.at, "`" + node.text + "` is not known, expected one of " + expected +
                                      "; did you mean `" + nearest(node.text, known) + "`?");
        return std::nullopt;
    };
    auto show = [=](T const& value) {
        for (auto const& each : words) {
            if (each.value == value) return "\"" + each.word + "\"";
        }
        return std::string{};
    };
    return {"one of " + expected, std::move(read), std::move(show)};
}

/// Any number of them, or at least one, or (`alone`) one that stands without its brackets too.
enum class Many { any, some, alone };
template <class T>
Kind<std::vector<T>> list_of(Kind<T> kind, Many many = Many::any) {
    auto read = [=](Node const& node, Reading& reading) -> std::optional<std::vector<T>> {
        std::vector<T> all;
        auto const take = [&](Node const& item) {
            if (auto value = kind.read(item, reading)) all.push_back(std::move(*value));
        };
        if (many == Many::alone && !node.is(Node::Type::array)) {
            take(node);
            return all;
        }
        if (!is_a(Node::Type::array, node, reading, "a list in brackets")) return std::nullopt;
        if (many == Many::some && node.items.empty())
            reading.complain(node.at, "is empty, expected at least one");
        for (auto const& item : node.items)
            take(item);
        return all;
    };
    auto show = [=](std::vector<T> const& all) {
        std::string shown;
        for (auto const& each : all)
            shown += (shown.empty() ? "" : ", ") + kind.show(each);
        return "[" + shown + "]";
    };
    return {(many == Many::alone ? "one or a list: " : "list: ") + kind.type, std::move(read),
            std::move(show)};
}

}  // namespace rw::config
