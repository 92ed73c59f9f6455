// The top-level tables of the file, each listed once with how it is read and described.
#pragma once

#include "config/composed.hpp"
#include "config/config.hpp"
#include "config/field.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::config {

struct Chapter {
    std::string_view key;
    std::string heading;  ///< as it is written: `[daemon]`, `[[account]]`
    std::string_view words;
    std::function<void(Node const&, Reading&, Config&)> read;
    std::function<std::vector<Row>()> rows;
};

/// Looks at a section as a whole once its keys are read: what one key says about another.
template <class Section>
using Finish = std::function<void(Node const&, Reading&, Section&)>;

/// `[key]`: read even when it is not written, so that `finish` always has its say.
template <class Section>
Chapter section(Said said, Fields<Section> fields, std::function<Section&(Config&)> of,
                Finish<Section> finish = {}) {
    auto read = [=](Node const& table, Reading& reading, Config& into) {
        read_section(table, fields, reading, of(into));
        if (finish) finish(table, reading, of(into));
    };
    return {said.key, "[" + std::string{said.key} + "]", said.words, std::move(read),
            [=] { return rows_of(fields); }};
}

/// `[[key]]`, any number of times. Every one is kept, good or not, so that all of them are looked at.
template <class Section>
Chapter sections(Said said, Fields<Section> fields, std::function<std::vector<Section>&(Config&)> of,
                 Finish<Section> finish = {}) {
    auto read = [=](Node const& list, Reading& reading, Config& into) {
        if (!is_a(Node::Type::array, list, reading, "[[" + std::string{said.key} + "]] in double brackets"))
            return;
        for (auto const& table : list.items) {
            auto& made = of(into).emplace_back();
            read_section(table, fields, reading, made);
            if (finish) finish(table, reading, made);
        }
    };
    return {said.key, "[[" + std::string{said.key} + "]]", said.words, std::move(read),
            [=] { return rows_of(fields); }};
}

/// A table as one item of a list.
template <class Item>
Kind<Item> table_of(Fields<Item> fields) {
    auto read = [fields = std::move(fields)](Node const& node, Reading& reading) -> std::optional<Item> {
        Item made;
        read_section(node, fields, reading, made);
        return made;
    };
    return {"table", read, [](Item const&) { return std::string{"{}"}; }};
}

/// A list of tables within a section; the reference page has a row for each of their keys too.
template <class Section, class Item>
Field<Section> tables(std::vector<Item> Section::* into, Said said, Fields<Item> fields,
                      Many many = Many::any) {
    auto const key = std::string{said.key};
    auto made = field(into, said, list_of(table_of(fields), many));
    made.rows = [rows = made.rows, fields, key](Section const& defaults) {
        auto all = rows(defaults);
        for (auto& row : rows_of(fields)) {
            row.key = key + "." + row.key;
            all.push_back(std::move(row));
        }
        return all;
    };
    return made;
}

/// In the order of the reference page. A chapter may rely on those before it having been read.
std::vector<Chapter> chapters();

Chapter daemon_chapter();
Chapter redis_chapter();
Chapter weibo_chapter();
Chapter account_chapter();
Chapter bands_chapter();
Chapter calendar_chapter();
Chapter channel_chapter();
Chapter person_chapter();
Chapter quiet_chapter();
Chapter schedule_chapter();
Chapter escalation_chapter();
Chapter route_chapter();
Chapter http_chapter();
Chapter tone_chapter();
Chapter privacy_chapter();

}  // namespace rw::config
