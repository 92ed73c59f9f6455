#include "commands.hpp"

#include "answers.hpp"
#include "config/load.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "net/http.hpp"
#include "net/loop.hpp"
#include "table.hpp"
#include "talk.hpp"

#include <iostream>

namespace rw::cli {

std::string query(std::vector<std::pair<std::string, std::string>> fields) {
    std::erase_if(fields, [](auto const& field) { return field.second.empty(); });
    return fields.empty() ? "" : "?" + net::form_encode(fields);
}

std::string conversation_path(std::string const& id, std::string const& what) {
    return "/api/v1/conversations/" + net::percent_encode(id) + what;
}

int queue(Options const& options) {
    auto const path =
        "/api/v1/conversations" + query({{"state", options.state.empty() ? "waiting" : options.state},
                                         {"account", options.account},
                                         {"level", options.level},
                                         {"class", options.class_name},
                                         {"limit", std::to_string(options.limit)}});
    auto const answer = asked(options, "GET", path);
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    auto const now = net::make_real_clock()->now();
    auto const language = options.language;
    auto const said = [language](std::string_view name) { return say(language, name); };
    Table table{{"", said("column.id"), said("column.account"), said("column.class"), said("column.fan"),
                 said("column.waited"), said("column.due"), said("column.prods"), said("column.holder"),
                 said("column.marks"), said("column.text")}};
    for (auto const& talk : items(*answer).GetArray()) {
        table.add({word(language, "level", text(talk, "level")), text(talk, "id"), text(talk, "account"),
                   word(language, "class", text(talk, "class")), fan_of(talk),
                   wait_words(language, number(talk, "waited_s")), left_in_words(language, talk),
                   text(talk, "prods"), text(talk, "claimed_by"), marks_of(language, talk, now),
                   text(talk, "text")},
                  text(talk, "level"));
    }
    if (table.empty()) {
        std::cout << said("queue.empty") << "\n";
        return good;
    }
    table.print(std::cout, terminal_width());
    if (!answer->document["next_cursor"].IsNull()) std::cout << said("queue.more") << "\n";
    return good;
}

int show(Options const& options) {
    // `--fresh` has Weibo read again; what comes of it is there some seconds later.
    auto const answer = options.fresh
                            ? asked(options, "POST", conversation_path(options.id, "/refresh"), "{}")
                            : asked(options, "GET", conversation_path(options.id, ""));
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
    } else {
        std::cout << in_full(options.language, answer->document, net::make_real_clock()->now());
    }
    return good;
}

int incidents(Options const& options) {
    auto const answer = asked(options, "GET",
                              "/api/v1/incidents" + query({{"state", options.state},
                                                           {"level", options.level},
                                                           {"account", options.account},
                                                           {"limit", std::to_string(options.limit)}}));
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    auto const language = options.language;
    Table table{{"", "编号", "状态", "开始", "认领人", "标题"}};
    for (auto const& incident : items(*answer).GetArray()) {
        auto const at = from_rfc3339(text(incident, "opened_at"));
        table.add(
            {word(language, "level", text(incident, "level")), text(incident, "id"), text(incident, "state"),
             at ? beijing_clock(*at) : "", text(incident, "acked_by"), text(incident, "title")},
            text(incident, "level"));
    }
    if (table.empty()) {
        std::cout << "没有提醒\n";
    } else {
        table.print(std::cout, terminal_width());
    }
    return good;
}

int acknowledge(Options const& options) {
    auto const path = "/api/v1/incidents/" + net::percent_encode(options.id) + "/ack";
    auto const answer = asked(options, "POST", path, "{}");
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : "已确认 " + options.id) << "\n";
    return good;
}

namespace {

void print_complaints(config::Loaded const& loaded) {
    Json out;
    out.object().field("good", loaded.config.has_value()).key("complaints").array();
    for (auto const& complaint : loaded.complaints) {
        out.object().field("file", complaint.file).field("line", complaint.line);
        out.field("column", complaint.column).field("text", complaint.text).end_object();
    }
    out.end_array().end_object();
    std::cout << out.text() << "\n";
}

void tell_complaints(std::string const& file, config::Loaded const& loaded) {
    for (auto const& warning : loaded.warnings)
        std::cerr << warning << " (warning)\n";
    for (auto const& complaint : loaded.complaints)
        std::cerr << complaint << "\n";
    if (!loaded.config) return;
    for (auto const& warning : config::warnings_at(*loaded.config, net::make_real_clock()->now()))
        std::cerr << file << ": " << warning << " (warning)\n";
    std::cout << file << ": good\n";
}

}  // namespace

int check_config(std::string const& file, bool json) {
    auto const loaded = config::load(file);
    json ? print_complaints(loaded) : tell_complaints(file, loaded);
    return loaded.config ? good : attention;
}

}  // namespace rw::cli
