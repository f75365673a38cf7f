package relais.vault.moving.demo;

/** The tables of the generated old system, as mysqldump would declare them. */
final class LegacySchema {
    static final String HEAD =
            """
            -- MySQL dump 10.13  Distrib 5.5.62, for debian-linux-gnu (x86_64)
            /*!40101 SET NAMES utf8 */;
            /*!40103 SET TIME_ZONE='+00:00' */;
            /*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
            """;

    static final String GROUPE =
            """
              `id` int(11) NOT NULL AUTO_INCREMENT,
              `nom` varchar(80) NOT NULL,
              PRIMARY KEY (`id`)""";

    static final String UTILISATEUR =
            """
              `id` int(11) NOT NULL AUTO_INCREMENT,
              `login` varchar(40) NOT NULL,
              `nom` varchar(80) NOT NULL,
              `groupe_id` int(11) NOT NULL,
              `actif` tinyint(1) NOT NULL DEFAULT '1',
              PRIMARY KEY (`id`),
              UNIQUE KEY `login` (`login`)""";

    static final String TYPE_DOSSIER =
            """
              `id` int(11) NOT NULL AUTO_INCREMENT,
              `code` char(3) NOT NULL,
              `libelle` varchar(80) NOT NULL,
              PRIMARY KEY (`id`)""";

    static final String DOSSIER =
            """
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `numero` varchar(20) NOT NULL,
              `titre` varchar(255) NOT NULL,
              `type_id` int(11) NOT NULL,
              `etat` enum('ouvert','attente','clos') NOT NULL DEFAULT 'ouvert',
              `date_ouverture` date NOT NULL,
              `date_cloture` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
              `responsable_id` int(11) DEFAULT NULL,
              `confidentiel` tinyint(1) NOT NULL DEFAULT '0',
              `commentaire` text,
              PRIMARY KEY (`id`),
              UNIQUE KEY `numero` (`numero`),
              KEY `type_id` (`type_id`),
              CONSTRAINT `dossier_type` FOREIGN KEY (`type_id`) REFERENCES `type_dossier` (`id`)""";

    static final String PERSONNE =
            """
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `nom` varchar(80) NOT NULL,
              `prenom` varchar(80) DEFAULT NULL,
              `naissance` date DEFAULT NULL,
              PRIMARY KEY (`id`)""";

    static final String DOSSIER_PERSONNE =
            """
              `dossier_id` int(10) unsigned NOT NULL,
              `personne_id` int(10) unsigned NOT NULL,
              `role` varchar(20) NOT NULL,
              PRIMARY KEY (`dossier_id`,`personne_id`),
              CONSTRAINT `dp_d` FOREIGN KEY (`dossier_id`) REFERENCES `dossier` (`id`),
              CONSTRAINT `dp_p` FOREIGN KEY (`personne_id`) REFERENCES `personne` (`id`)""";

    static final String LIEN =
            """
              `dossier_id` int(10) unsigned NOT NULL,
              `autre_id` int(10) unsigned NOT NULL,
              `nature` varchar(20) NOT NULL,
              PRIMARY KEY (`dossier_id`,`autre_id`)""";

    static final String DOCUMENT =
            """
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `dossier_id` int(10) unsigned NOT NULL,
              `nom` varchar(255) NOT NULL,
              `chemin` varchar(1000) NOT NULL,
              `taille` int(10) unsigned DEFAULT NULL,
              `cree` datetime NOT NULL,
              `auteur_id` int(11) DEFAULT NULL,
              PRIMARY KEY (`id`),
              KEY `dossier_id` (`dossier_id`),
              CONSTRAINT `doc_d` FOREIGN KEY (`dossier_id`) REFERENCES `dossier` (`id`)""";

    private LegacySchema() {}
}
