#include "weibo-sim/director.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr std::pair<std::string_view, Act> acts[] = {{"post", Act::post},
                                                     {"comment", Act::comment},
                                                     {"reply", Act::reply},
                                                     {"mention", Act::mention},
                                                     {"comment_mention", Act::comment_mention},
                                                     {"repost", Act::repost},
                                                     {"delete", Act::erase},
                                                     {"edit", Act::edit},
                                                     {"like", Act::like},
                                                     {"rename", Act::rename},
                                                     {"message", Act::message}};

constexpr std::string_view forms[] = {"text",   "position",    "voice",     "image",
                                      "follow", "unfollow",    "subscribe", "unsubscribe",
                                      "scan",   "scan_follow", "click",     "view"};

constexpr std::int64_t first_bystander = 2900000000;

Failure cannot(std::string why) {
    return {Fault::bad_input, "perform line: " + std::move(why)};
}

bool names(std::string_view text, std::string const& name) {
    auto const named = names_in(text);
    return std::ranges::find(named, name) != named.end();
}

}  // namespace

std::optional<Act> parse_act(std::string_view text) {
    for (auto const& [name, act] : acts) {
        if (name == text) return act;
    }
    return std::nullopt;
}

std::string act_names() {
    std::string all;
    for (auto const& [name, act] : acts)
        all += (all.empty() ? "" : ", ") + std::string{name};
    return all;
}

bool is_letter_form(std::string_view form) {
    return std::ranges::find(forms, form) != std::end(forms);
}

std::string letter_forms() {
    std::string all;
    for (auto const form : forms)
        all += (all.empty() ? "" : ", ") + std::string{form};
    return all;
}

void Director::introduce(std::string key, Uid uid) {
    if (first_brand_.none()) first_brand_ = uid;
    keys_.insert_or_assign(std::move(key), uid);
}

Character const* Director::who(std::string_view name) const {
    if (auto const found = keys_.find(name); found != keys_.end()) return world_.people().find(found->second);
    if (auto const uid = Uid::parse(name)) {
        if (auto const* person = world_.people().find(*uid)) return person;
    }
    return world_.people().find(name);
}

Character const* Director::brand_of(Line const& line) const {
    if (!line.brand.empty()) return who(line.brand);
    auto const* speaker = who(line.by);
    auto const uid = speaker && speaker->ours() ? speaker->brand : first_brand_;
    return world_.people().find(uid);
}

Result<Item const*> Director::target(Line const& line) const {
    WeiboId id;
    if (auto const found = made_.find(line.to); found != made_.end()) {
        id = found->second;
    } else if (auto const parsed = WeiboId::parse(line.to)) {
        id = *parsed;
    } else if (!line.to.empty()) {
        return cannot("nothing is called \"" + line.to + "\"");
    } else if (auto const* brand = brand_of(line)) {
        auto const& posts = world_.shelf(brand->uid).statuses;
        if (posts.empty()) return cannot(brand->name + " has posted nothing yet");
        id = WeiboId{posts.back()};
    }
    auto const* item = world_.find(id);
    return item ? Result<Item const*>{item} : Result<Item const*>{cannot("there is no item " + line.to)};
}

Result<WeiboId> Director::perform(Line const& line, TimePoint at) {
    at_ = at;
    world_.advance(at);
    bool const changes = line.act == Act::erase || line.act == Act::edit || line.act == Act::like;
    if (changes || line.act == Act::rename) return change(line, at);
    auto const* speaker = who(line.by);
    if (!speaker) return cannot("nobody is called \"" + line.by + "\"");
    if (line.act == Act::message) return write(line, *speaker);
    auto words = words_for(line, *speaker);
    if (!words) return words.error();
    auto made = world_.say(*std::move(words));
    if (made && !line.key.empty()) made_.insert_or_assign(line.key, *made);
    if (line.late == Span{0}) world_.advance(at);
    return made;
}

Result<WeiboId> Director::write(Line const& line, Character const& speaker) {
    auto const* brand = brand_of(line);
    if (!brand) return cannot("no brand " + line.brand);
    auto const form = line.form.empty() ? std::string{"text"} : line.form;
    if (!is_letter_form(form)) return cannot("a message has one of the forms " + letter_forms());
    Letter letter{speaker.uid, brand->uid, form, line.text, "", at_};
    if (auto const written = world_.write(std::move(letter)); !written) return written.error();
    return WeiboId{};
}

Result<WeiboId> Director::change(Line const& line, TimePoint at) {
    if (line.act == Act::rename) {
        auto const* person = who(line.by);
        if (!person) return cannot("nobody is called \"" + line.by + "\"");
        auto const uid = person->uid;
        if (!world_.people().rename(uid, line.text)) return cannot("the name \"" + line.text + "\" is taken");
        return WeiboId{};
    }
    if (line.to.empty()) return cannot("what is to be changed must be named by \"to\"");
    auto const item = target(line);
    if (!item) return item.error();
    auto const id = (*item)->id;
    auto const done = line.act == Act::erase  ? world_.remove(id)
                      : line.act == Act::like ? world_.like(id, line.likes)
                                              : world_.edit(id, line.text, at);
    return done ? Result<WeiboId>{id} : Result<WeiboId>{done.error()};
}

Result<Words> Director::words_for(Line const& line, Character const& speaker) {
    Words words;
    words.author = speaker.uid;
    words.text = line.text;
    words.at = at_;
    words.late = line.late;
    words.source = line.source;
    words.authorless = line.authorless;
    words.note = line.note;
    if (line.act == Act::post) return words;
    if (line.act == Act::mention || line.act == Act::comment_mention) {
        auto const* brand = brand_of(line);
        return brand ? mention(line, *brand, std::move(words))
                     : Result<Words>{cannot("no brand " + line.brand)};
    }
    return line.act == Act::repost ? repost(line, std::move(words)) : answer_to(line, std::move(words));
}

Result<Words> Director::answer_to(Line const& line, Words words) {
    auto const found = target(line);
    if (!found) return found.error();
    auto const& item = **found;
    words.shape = Shape::comment;
    words.post = item.shape == Shape::status ? item.id : item.post;
    if (line.act == Act::comment) return words;
    if (item.shape != Shape::comment)
        return cannot("a reply answers a comment; " + item.id.text() + " is a status");
    auto const* person = world_.people().find(item.author);
    words.parent = item.id;
    auto prefix = line.prefix.empty() ? std::string{"回复@{name}:"} : line.prefix;
    constexpr std::string_view hole = "{name}";
    if (auto const at = prefix.find(hole); at != prefix.npos) prefix.replace(at, hole.size(), person->name);
    words.text = prefix + words.text;
    return words;
}

Result<Words> Director::mention(Line const& line, Character const& brand, Words words) {
    if (!names(words.text, brand.name)) words.text = "@" + brand.name + " " + words.text;
    if (line.act == Act::mention) return words;
    words.shape = Shape::comment;
    if (line.to.empty()) {
        words.post = bystander_status(brand, at_);
        return words;
    }
    auto const found = target(line);
    if (!found) return found.error();
    words.post = (*found)->shape == Shape::status ? (*found)->id : (*found)->post;
    return words;
}

Result<Words> Director::repost(Line const& line, Words words) {
    auto const found = target(line);
    if (!found) return found.error();
    auto const& item = **found;
    if (item.shape != Shape::status)
        return cannot("only a status can be reposted; " + item.id.text() + " is none");
    if (words.text.empty()) words.text = "转发微博";
    words.post = item.post.none() ? item.id : item.post;
    auto const* person = world_.people().find(item.author);
    if (!item.post.none() && person) words.text += "//@" + person->name + ":" + item.text;
    return words;
}

WeiboId Director::bystander_status(Character const& brand, TimePoint at) {
    auto& status = bystanders_[brand.uid];
    auto const* known = world_.find(status);
    if (known && !known->deleted) return status;
    auto const uid = Uid{first_bystander + brand.uid.value() % 1'000'000};
    auto const name = "本地生活播报" + std::to_string(uid.value() % 10'000);
    Character person{uid, name, Role::bystander};
    person.followers = 183'000;
    world_.people().add(std::move(person));
    Words words;
    words.author = uid;
    words.text = "今天聊聊大家最近都在用的牌子，评论区说说你的真实体验👇";
    words.at = at;
    status = world_.say(std::move(words)).value();
    world_.advance(at);
    return status;
}

}  // namespace rw::sim
