#include "told.hpp"

#include "net/loop.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"

#include <iterator>
#include <sstream>

namespace rw::test {

std::vector<Scene> all_scenes(Language language) {
    auto all = scenes_of_people(language);
    auto more = scenes_of_the_house(language);
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return all;
}

alert::Incident incident_of(alert::Trouble const& trouble, Language language) {
    alert::Policy policy;
    policy.language = language;
    return alert::open(policy, trouble, told_at).incident;
}

notify::Bulletin bulletin_of(std::vector<alert::Incident> incidents, alert::News news, Language language) {
    notify::Bulletin bulletin;
    bulletin.language = language;
    bulletin.now = told_at;
    bulletin.incidents = std::move(incidents);
    for (auto const& incident : bulletin.incidents) {
        alert::Notice notice;
        notice.channel = ChannelId{"ops-group"};
        notice.incident = incident.id;
        notice.id = alert::notice_id(incident.id, news, 0, notice.channel);
        notice.news = news;
        notice.level = incident.level;
        bulletin.notices.push_back(std::move(notice));
    }
    return bulletin;
}

std::string on_console(notify::Bulletin bulletin) {
    std::ostringstream out;
    auto const channel = notify::make_console(out, false, bulletin.language);
    net::Loop loop;
    loop.run_until_done(channel->send(std::move(bulletin)));
    return out.str();
}

std::string in_chat(notify::Bulletin const& bulletin) {
    auto linked = bulletin;
    linked.public_url = "https://watch.example.com";
    bool const over = linked.notices.front().news == alert::News::resolved;
    for (auto const& incident : linked.incidents)
        linked.ack_links.push_back(over ? std::string{}
                                        : "https://watch.example.com/a/" + incident.id.text());
    return notify::words(linked, {true, true, 2048}) + "\n";
}

}  // namespace rw::test
